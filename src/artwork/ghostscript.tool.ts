// Ghostscript, where the printer has installed and allowed it: EPS and PostScript become PDF. A program of its own, under
// a licence of its own (AGPL); nothing of it is part of the shop.
import { runTool } from './run.tool.ts';

const SECONDS = 6;
const MOST_BYTES = 60_000_000;

/** Colours, samples and spot colours as they are, letters as fonts; null when it cannot. */
export async function convertWithGhostscript(
  program: string,
  { path, tempFolder }: { path: string; tempFolder: string },
): Promise<Buffer | null> {
  const args = [...ARGUMENTS, path];
  const pdf = await runTool(program, { args, tempFolder, seconds: SECONDS, mostBytes: MOST_BYTES });
  return pdf?.subarray(0, 5).toString('latin1') === '%PDF-' ? pdf : null;
}

const ARGUMENTS = [
  '-q',
  '-dSAFER', // reads the named file and no other, writes nothing but its output
  '-dNOPAUSE',
  '-dBATCH',
  '-sDEVICE=pdfwrite',
  '-sstdout=%stderr', // what the drawing prints is not part of the PDF
  '-sOutputFile=-',
  '-dEPSCrop',
  '-dAutoRotatePages=/None',
  '-dEmbedAllFonts=true',
  '-dDownsampleColorImages=false',
  '-dDownsampleGrayImages=false',
  '-dDownsampleMonoImages=false',
  '-dAutoFilterColorImages=false',
  '-dAutoFilterGrayImages=false',
  '-dColorImageFilter=/FlateEncode',
  '-dGrayImageFilter=/FlateEncode',
  '-f',
];
