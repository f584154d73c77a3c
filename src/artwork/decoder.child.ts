// The program of a decoder child: one file at a time, told and answered over IPC. Everything that may burst is here.
import type { Answer, DecodeTrouble, Order } from './decoder.ts';
import { openArtwork } from './open.file.ts';
import { Damaged, TooHeavy, TooManyPixels } from './picture.ts';
import { isPixelLimit } from './pixels.sharp.ts';
import { shrinkPreview } from './preview.sharp.ts';
import { toolsIn } from './tools.ts';

const tools = toolsIn(process.env);

/** Each loads what it alone needs when it is first asked for. */
const tasks: { [T in Order['task']]: (order: Extract<Order, { task: T }>) => Promise<Answer> } = {
  decode: async (order) => ({ done: 'decode', facts: await openArtwork(order, tools) }),

  shrink: async (order) => {
    await shrinkPreview(order);
    return { done: 'shrink' };
  },

  outline: async (order) => {
    const { outline } = await import('./outline.sharp.ts');
    return { done: 'outline', cut: await outline(order) };
  },

  print: async (order) => {
    const { makePrintFile } = await import('./print.file.ts');
    return { done: 'print', printed: await makePrintFile({ ...order, ...tools }) };
  },
};

/** WebAssembly never gives memory back: what one large file took, the next one may need elsewhere. */
const MOST_KEPT_BYTES = 450_000_000;

process.on('message', async (order: Order) => {
  const answer = await obey(order);
  process.send?.({ ...answer, spent: process.memoryUsage.rss() > MOST_KEPT_BYTES } satisfies Answer);
});

// nobody left to answer to
process.on('disconnect', () => process.exit());

process.send?.({ done: 'boot' } satisfies Answer);

async function obey(order: Order): Promise<Answer> {
  try {
    // TypeScript does not see that a task and its order belong together
    return await (tasks[order.task] as (order: Order) => Promise<Answer>)(order);
  } catch (error) {
    return { done: 'refused', why: troubleOf(error) };
  }
}

function troubleOf(error: unknown): DecodeTrouble {
  if (error instanceof Damaged) return 'damaged';
  if (error instanceof TooHeavy || isOutOfMemory(error)) return 'too_heavy';
  return error instanceof TooManyPixels || isPixelLimit(error) ? 'too_many_pixels' : 'damaged';
}

/** WebAssembly traps are RuntimeErrors, whatever they trapped on. */
function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof RangeError || error.name === 'RuntimeError' || /memory|alloc|abort/i.test(error.message)
  );
}
