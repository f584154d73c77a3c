// Sends a private document that a browser may show.
import type { Response } from 'express';

export function sendDocument(
  res: Response,
  file: { filename: string; content: Buffer; contentType: string },
): void {
  res.set({
    'Content-Disposition': `inline; filename="${file.filename}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.type(file.contentType).send(file.content);
}
