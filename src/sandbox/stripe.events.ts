// Writes down what happened, as it was at that moment, and hands it on for delivery.
import { eventAnswer } from './stripe.answers.ts';
import type { Books } from './stripe.books.ts';
import { wireId } from './stripe.ids.ts';
import type { EventRow } from './stripe.rows.ts';
import type { EventObject, EventType } from './stripe.wire.ts';

export type Tell = <T extends EventType>(type: T, object: EventObject<T>) => void;

export function openEvents({
  books,
  clock,
  post,
}: {
  books: Books;
  clock: () => Date;
  post: (event: EventRow) => void;
}): Tell {
  return (type, object) => {
    const stub = { id: wireId('evt'), createdAt: Math.floor(clock().getTime() / 1_000) };
    const body = JSON.stringify(eventAnswer(stub, type, object));
    const event: EventRow = { ...stub, type, body, delivered: false };
    books.save('event', event);
    post(event);
  };
}
