/** Reads files of strangers in processes of their own, with limits on time and memory and without rights or secrets. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { limits } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { Outcome } from './process.ts';
import type { ReadResume } from './read.ts';

/** Too many are being read; the same file may be sent again in a moment. */
export class ReaderBusyError extends Error {
  override readonly name = 'ReaderBusyError';
  readonly retryable = true;
}
/** The reading process could not be started or ended without a word. */
export class ReaderFailedError extends Error {
  override readonly name = 'ReaderFailedError';
  readonly retryable = true;
}

export interface ReaderOptions {
  /** Processes at once. @defaultValue 2 */
  atOnce?: number;
  /** Files that wait for one; the next is turned away. @defaultValue 20 */
  waiting?: number;
  /** @defaultValue limits.readMs */
  readMs?: number;
  /** @defaultValue limits.residentMb */
  residentMb?: number;
}
export interface ResumeReader {
  /** @throws FileProblem, ReaderBusyError, ReaderFailedError */
  read(bytes: Uint8Array): Promise<ReadResume>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** How often the process's memory is looked at. */
const watchMs = 50;

export function createResumeReader({ atOnce = 2, waiting = 20, readMs = limits.readMs, residentMb = limits.residentMb }: ReaderOptions = {}): ResumeReader {
  let running = 0;
  const queue: (() => void)[] = [];
  const turn = async (): Promise<void> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new ReaderBusyError('Many résumés are being read at the moment. Try again in a minute.');
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
  };
  // The place goes to the next in the queue, so that nobody can slip in between.
  const done = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    async read(bytes) {
      if (bytes.length > limits.fileBytes) throw new FileProblem('too-large', 'The file is larger than 10 MB. Save it without large images, or export it as PDF.');
      await turn();
      try {
        return await readApart(bytes, readMs, residentMb);
      } finally {
        done();
      }
    },
  };
}

async function readApart(bytes: Uint8Array, readMs: number, residentMb: number): Promise<ReadResume> {
  const child = spawn(
    process.execPath,
    [
      '--permission', `--allow-fs-read=${root}node_modules/`, `--allow-fs-read=${root}packages/`, `--allow-fs-read=${root}package.json`,
      `--max-old-space-size=${limits.heapMb}`, '--no-warnings', fileURLToPath(new URL('./process.ts', import.meta.url)),
    ],
    { env: {}, cwd: root, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  let ended: 'too-long' | 'too-big' | undefined;
  const end = (why: typeof ended): void => {
    ended ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => end('too-long'), readMs);
  const watch = setInterval(() => void residentMbOf(child).then((mb) => (mb > residentMb ? end('too-big') : undefined)), watchMs);
  try {
    const answer = await answerOf(child, bytes);
    if (answer !== undefined) return resumeOf(answer);
    // V8 ends a process that has used up its heap with SIGABRT.
    if (ended === undefined && child.signalCode !== 'SIGABRT' && child.exitCode !== 134) throw new ReaderFailedError(`The reading process ended without an answer (${child.signalCode ?? child.exitCode}).`);
    const what = ended === 'too-long' ? 'takes too long to read' : 'needs too much memory to read';
    throw new FileProblem('file-too-complex', `The file ${what}. Export it again as a simple PDF, or save its text as a plain text file, and upload that.`);
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    child.kill('SIGKILL');
  }
}

function resumeOf(answer: Outcome): ReadResume {
  switch (answer.kind) {
    case 'read': return answer.resume;
    case 'problem': throw new FileProblem(answer.problem, answer.message);
    case 'failure': throw new FileProblem('file-damaged', 'The file cannot be read. Open it, export it again as PDF, and upload that.', new Error(answer.message));
  }
}

/** Undefined when the process ended without one. */
function answerOf(child: ChildProcess, bytes: Uint8Array): Promise<Outcome | undefined> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.on('error', (cause) => reject(new ReaderFailedError('The reading process could not be started.', { cause })));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', () => {
      try {
        resolve(text === '' ? undefined : (JSON.parse(text) as Outcome));
      } catch {
        // Killed in the middle of its answer.
        resolve(undefined);
      }
    });
    // A process that has ended does not read on; why, is told by how it ended.
    child.stdin?.on('error', () => undefined).end(bytes);
  });
}

/** What the process holds in memory, where the system tells (Linux); elsewhere the heap's limit and the time remain. */
async function residentMbOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
