// Mends the names of files in a multipart form on its way to a parser that takes a nameless file for a text field, and
// throws away a form for one control character.
import { randomUUID } from 'node:crypto';
import { Transform } from 'node:stream';

/** The name it gives; nobody's file is called like this. */
export const NO_NAME = randomUUID();

/** As much as the parser reads of a part's headers. Longer ones pass as they are, for it to refuse. */
const LONGEST_HEAD = 16 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const QUOTED = /"(?:[^"\\]|\\.)*"/gs;
/** In bytes: those beyond ASCII are parts of letters. */
const CONTROL = /[^\P{Cc}\x80-\x9f]/gu;

/**
 * Passes a form on byte by byte, except that a part with `filename=""`, and one called `field` without any filename,
 * is now named NO_NAME, and names lose their control characters. Only headers are touched, and no more than one part's headers are ever held back.
 */
export function nameNamelessParts(boundary: string, field: string): Transform {
  const startOfHead = Buffer.from(`\r\n--${boundary}\r\n`);
  let awaited = startOfHead;
  // only the first part may come without a line break before it; one more is skipped by the parser
  let held = Buffer.from('\r\n');

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      for (let at = held.indexOf(awaited); at >= 0; at = held.indexOf(awaited)) {
        const stretch = held.subarray(0, at + awaited.length);
        held = held.subarray(stretch.length);
        this.push(awaited === END_OF_HEAD ? withName(stretch, field) : stretch);
        awaited = awaited === END_OF_HEAD ? startOfHead : END_OF_HEAD;
      }
      if (awaited === END_OF_HEAD && held.length <= LONGEST_HEAD) return done();
      awaited = startOfHead;
      const settled = Math.max(0, held.length - startOfHead.length + 1); // the rest may be half a delimiter
      this.push(held.subarray(0, settled));
      held = held.subarray(settled);
      done();
    },

    flush(done) {
      done(null, held);
    },
  });
}

function withName(head: Buffer, field: string): Buffer {
  // every byte is one character, and the same byte again
  const text = head.toString('latin1').replace(QUOTED, (name) => name.replace(CONTROL, ''));
  const named = /;\s*filename\*?=/i.test(text)
    ? text.replace(/(;\s*filename=)""/i, `$1"${NO_NAME}"`)
    : text.replace(`name="${field}"`, `$&; filename="${NO_NAME}"`);
  return Buffer.from(named, 'latin1');
}
