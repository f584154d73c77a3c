// Memory of a process and its children, as the operating system counts it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  residentMb: number;
}

/** Resident megabytes: of the process itself, and of whatever it started. */
export function memoryOf(pid: number): { own: number; children: number } {
  const all = processes();
  const below = descendants(all, pid);
  const own = all.find((each) => each.pid === pid)?.residentMb ?? 0;
  return { own, children: below.reduce((sum, each) => sum + each.residentMb, 0) };
}

function descendants(all: readonly Process[], pid: number): Process[] {
  const children = all.filter((each) => each.parent === pid);
  return [...children, ...children.flatMap((child) => descendants(all, child.pid))];
}

function processes(): Process[] {
  return existsSync('/proc/self/status') ? fromProc() : fromPs();
}

function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const number = (field: string) =>
          Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        return [{ pid: Number(name), parent: number('PPid'), residentMb: number('VmRSS') / 1024 }];
      } catch {
        return []; // ended between the two looks
      }
    });
}

function fromPs(): Process[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, residentMb: kilobytes / 1024 }));
}
