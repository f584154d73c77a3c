// Looks at an ICC profile on this machine's disk.
import { open } from 'node:fs/promises';
import { iccComponents } from './icc.ts';

/** Whether there is a profile we can name as a printing condition. */
export async function isPrintProfile(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(128), 0, 128, 0);
      return iccComponents(buffer.subarray(0, bytesRead)) !== null;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
