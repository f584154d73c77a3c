// Letters as .eml files: one per sending, for demos, tests and the first day.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { newId } from '../lib/ids.ts';
import { toMessage } from './message.ts';
import type { MailTransport } from './transport.ts';

export function fileTransport(options: { folder: string; from: string }): MailTransport {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(letter) {
      await mkdir(options.folder, { recursive: true });
      const built = await writer.sendMail(toMessage(letter, options.from));
      const target = path.join(options.folder, `${newId()}-${letter.kind}.eml`);
      // renamed when whole, so that nobody reads half a letter
      await writeFile(`${target}.part`, built.message as Buffer); // `buffer: true` makes it one
      await rename(`${target}.part`, target);
    },
    close: () => writer.close(),
  };
}
