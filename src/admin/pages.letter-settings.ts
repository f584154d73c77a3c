// Which letters are sent, and under which subject.
import { choiceFor, type LetterChoice, mayBeOff } from '../mail/choices.ts';
import { LETTER_KINDS } from '../mail/drafts.ts';
import { en } from '../words/en.ts';

const t = en.admin.letters.settings;

type Choices = ReadonlyMap<string, LetterChoice>;

export function letterChoicesPage(choices: Choices) {
  return {
    title: t.title,
    room: 'letters' as const,
    letters: LETTER_KINDS.map((kind) => {
      const label = t.kinds[kind];
      const { isOn, subject } = choiceFor(kind, choices.get(kind) ?? null);
      return {
        label,
        on: mayBeOff(kind) ? { name: `on-${kind}`, label: t.send(label), checked: isOn } : null,
        subject: { name: `subject-${kind}`, label: t.subject(label), value: subject },
      };
    }),
  };
}

export function letterChoicesJson(choices: Choices) {
  return {
    items: LETTER_KINDS.map((kind) => ({
      kind,
      ...choiceFor(kind, choices.get(kind) ?? null),
      mayBeOff: mayBeOff(kind),
    })),
  };
}
