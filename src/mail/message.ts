// A letter in the words of nodemailer: headers, both bodies, attachments.
import type { OutgoingLetter } from './transport.ts';

export function toMessage(letter: OutgoingLetter, from: string) {
  return {
    from,
    to: { name: '', address: letter.to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: letter.messageId,
    headers: {
      'X-Letter-Kind': letter.kind,
      ...(letter.orderNumber !== null && { 'X-Order-Number': letter.orderNumber }),
      // so that no out-of-office note answers a machine
      'Auto-Submitted': 'auto-generated',
    },
    attachments: letter.attachments,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
