// Who works here, and the form to invite somebody.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { listStaff } from '../accounts/queries.list.ts';
import { dayStamp } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { TableCell, TableRow } from './pages.list.ts';

const t = en.admin.staff;

type People = Awaited<ReturnType<typeof listStaff>>;

export function staffPage(
  { staff, invitations }: People,
  { mayInvite, back = EMPTY }: { mayInvite: boolean; back?: Filled },
) {
  const roles: Record<string, string> = en.accounts.staff.roles;
  const row = (
    person: { name: string; email: string; role: string; createdAt: Date },
    status: TableCell,
  ): TableRow => {
    const { name, email, role, createdAt } = person;
    return { cells: { name, email, role: roles[role] ?? role, since: dayStamp(createdAt), status } };
  };
  const rows = [
    ...staff.map((person) =>
      row(person, person.disabledAt ? { text: t.left, tone: 'quiet' } : { text: t.active, tone: 'good' }),
    ),
    ...invitations.map((person) => row({ ...person, name: '' }, { text: t.invited, tone: 'wait' })),
  ];
  const columns = Object.entries(t.columns).map(([key, label]) => ({ key, label }));
  return {
    title: t.title,
    room: 'staff' as const,
    problems: back.problems,
    people: { caption: t.caption, columns, rows },
    fields: mayInvite ? invitationFields(back, roles) : null,
  };
}

function invitationFields(back: Filled, roles: Record<string, string>) {
  const options = Object.entries(roles).map(([value, label]) => ({ value, label }));
  const filled = back.typed.role ? back : { ...back, typed: { ...back.typed, role: 'packing' } };
  return [
    fieldOf(filled, 'email', { label: t.email, type: 'email', maxlength: 254, autocomplete: 'off' }),
    fieldOf(filled, 'role', { label: t.role, options }),
  ];
}
