/** What runs from this clone: one file in the data folder per thing that can run (the servers, the system). */
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './install/exclusive.ts';
import { explainDiskError, StackError } from './stack-error.ts';

export type RunningKind = 'servers' | 'system';

export interface RunningRow {
  name: string;
  address: string | undefined;
  pid: number | undefined;
  restarts: number;
  logFile: string | undefined;
}

export interface RunningState {
  kind: RunningKind;
  /** The starter: ending it ends everything. */
  pid: number;
  startedAt: string;
  /** Set once all of it is healthy. */
  ready: boolean;
  rows: RunningRow[];
  /** For `up`, whose servers another start may use. Holds secrets: the file is for its owner only. */
  env: Record<string, string>;
}

const fileOf = (dataDir: string, kind: RunningKind) => join(dataDir, `${kind}.running.json`);

/** @returns what runs, or undefined when nothing does (also after a crash that left the file behind). */
export async function readRunning(dataDir: string, kind: RunningKind): Promise<RunningState | undefined> {
  const text = await readFile(fileOf(dataDir, kind), 'utf8').catch(() => '');
  if (text === '') return undefined;
  const state = JSON.parse(text) as RunningState;
  return isStarter(state.pid) ? state : undefined;
}

/** The number may since belong to something else: where the system tells, its command line is looked at. */
function isStarter(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync('/proc/self') || !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('stack/main.ts');
}

/**
 * Says that this process now runs `kind` from this clone.
 * @throws StackError when another one does already, with its number and addresses.
 */
export async function claim(dataDir: string, kind: RunningKind): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    const file = fileOf(dataDir, kind);
    for (;;) {
      const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return undefined;
        throw error;
      });
      if (handle !== undefined) {
        const state: RunningState = { kind, pid: process.pid, startedAt: new Date().toISOString(), ready: false, rows: [], env: {} };
        await handle.writeFile(JSON.stringify(state));
        await handle.close();
        return;
      }
      const other = await readRunning(dataDir, kind);
      if (other !== undefined) throw new StackError(alreadyRuns(other));
      await rm(file, { force: true });
    }
  } catch (error) {
    throw explainDiskError(error, dataDir, undefined);
  }
}

function alreadyRuns({ kind, pid, rows, ready }: RunningState): string {
  const places = rows.filter((row) => ['web', 'api'].includes(row.name) || kind === 'servers').map((row) => `${row.name} ${row.address ?? ''}`);
  const where = ready ? `: ${places.join(', ')}` : ', and is still starting';
  return `${kind === 'system' ? 'Greenroom runs' : 'The servers run'} from this clone already (process ${pid})${where}. Stop with Ctrl-C there, or "npm run stack -- down".`;
}

export async function noteRunning(dataDir: string, state: Omit<RunningState, 'pid' | 'startedAt' | 'ready'>): Promise<void> {
  const file = fileOf(dataDir, state.kind);
  await writeFile(`${file}.part`, JSON.stringify({ ...state, ready: true, pid: process.pid, startedAt: new Date().toISOString() }), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

export async function noteStopped(dataDir: string, kind: RunningKind): Promise<void> {
  await rm(fileOf(dataDir, kind), { force: true });
}
