// The port through which letters leave the house.

export interface OutgoingLetter {
  /** Fixed when the letter was written, so that a repeat is recognisable. */
  messageId: string;
  kind: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  orderNumber: string | null;
  attachments: Attachment[];
}

export interface Attachment {
  filename: string;
  content: Buffer;
  contentType: string;
  /** Named by the HTML as `cid:…`: shown inside the letter, not beside it. */
  cid?: string;
}

/**
 * Sends one letter or throws `OutsideFailure('mail', …)`: `permanent` when the other side refused the
 * recipient for good (5xx), not permanent when another try may work.
 */
export interface MailTransport {
  send(letter: OutgoingLetter): Promise<void>;
  close(): void;
}
