/** CPU and memory of processes, from /proc. Linux only: elsewhere there is no such figure. */
import { readFile, readdir } from 'node:fs/promises';

export interface ProcessSample {
  /** Epoch milliseconds. */
  atMs: number;
  /** User and system time since the process began, in seconds. */
  cpuSeconds: number;
  residentMb: number;
}

/** Clock ticks a second: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Undefined when the process is gone. */
export async function sampleOf(pid: number): Promise<ProcessSample | undefined> {
  const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''), readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')]);
  // The name in brackets may hold spaces: fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const resident = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (fields.length < 13 || resident === undefined) return undefined;
  return { atMs: Date.now(), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, residentMb: Number(resident) / 1024 };
}

/** The child of this process whose command line holds these words. */
export async function childOf(parent: number, words: string): Promise<number | undefined> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const [stat, command] = await Promise.all([readFile(`/proc/${entry}/stat`, 'utf8').catch(() => ''), readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')]);
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent && command.includes(words)) return Number(entry);
  }
  return undefined;
}
