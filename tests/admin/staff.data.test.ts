// Who works here, who may do what, and how somebody new comes in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInvitation } from '../../src/accounts/queries.ts';
import { derivedSecret } from '../../src/lib/ids.ts';
import { letters, type Office, openOffice, SECRET } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('inviting somebody', () => {
  it('sends a letter whose link works, and shows who was invited', async () => {
    const olga = await office.staff('Olga', 'owner');
    await olga.send('/admin/staff/invitations', { email: 'kim@example.com', role: 'packing' }).expect(303);
    const [letter] = await letters(office, 'staff-invitation');
    expect(letter).toMatchObject({ to: 'kim@example.com' });
    const { link } = JSON.parse(letter?.model ?? '{}');
    const invitation = await findInvitation(office.db, derivedSecret(SECRET, link.purpose), office.clock());
    expect(invitation).toMatchObject({ email: 'kim@example.com', role: 'packing' });
    const { text } = await olga.page('/admin/staff').expect(200);
    expect(text).toContain('kim@example.com');
    expect(text).toContain('invited');
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      { who: 'Olga (staff)', what: 'staff.invited', subject: 'kim@example.com', after: 'packing' },
    ]);
  });

  it('is for owners only', async () => {
    const { body } = await office.sam
      .sendJson('/admin/staff/invitations', { email: 'sam2@example.com', role: 'owner' })
      .expect(403);
    expect(body.error.code).toBe('not_allowed');
    expect(await letters(office, 'staff-invitation')).toEqual([]);
    expect((await office.sam.page('/admin/staff')).text).not.toContain('Send invitation');
    await office.nobody.sendJson('/admin/staff/invitations', {}).expect(404);
  });

  it.each([
    [{}, ['email', 'role']],
    [{ email: 'nope', role: 'king' }, ['email', 'role']],
    [{ email: 'SAM@example.com', role: 'packing' }, ['email']],
  ])('%j is refused', async (fields, problems) => {
    const olga = await office.staff('Olga', 'owner');
    const { body } = await olga.sendJson('/admin/staff/invitations', fields).expect(422);
    expect(Object.keys(body.error.problems)).toEqual(problems);
    expect(await office.db.invitation.count()).toBe(0);
  });
});

describe('the permissions', () => {
  it('name every route with the roles that may use it', async () => {
    const { body } = await office.sam.json('/admin/staff/permissions').expect(200);
    const everybody = ['owner', 'manager', 'prepress', 'packing'];
    expect(body).toMatchObject({
      'GET /admin': everybody,
      'GET /admin/orders': everybody,
      'POST /admin/orders/:number/hold': everybody,
      'POST /admin/shipments/:id/tracking': everybody,
      'POST /admin/staff/invitations': ['owner'],
      'GET /admin/staff/permissions': everybody,
    });
    for (const route of Object.keys(body)) expect(route).toMatch(/^(GET|POST) \/admin/);
  });
});
