// rsvg-convert of librsvg, where the printer has installed and allowed it: SVG becomes PDF, shapes and letters kept.
import { runTool } from './run.tool.ts';

const SECONDS = 20;
const MOST_BYTES = 200_000_000;

/** The drawing goes in by a pipe: without a place of its own it can reach no other file. null when it cannot. */
export async function convertWithRsvg(
  program: string,
  { svg, tempFolder }: { svg: Uint8Array; tempFolder: string },
): Promise<Buffer | null> {
  const args = ['--format', 'pdf'];
  return runTool(program, { args, input: svg, tempFolder, seconds: SECONDS, mostBytes: MOST_BYTES });
}
