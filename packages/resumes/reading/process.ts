/**
 * The reading process: bytes on its standard input, one JSON line on its standard output. It may read its own code and
 * nothing else, start nothing and write nothing; see reader.ts for how it is started and when it is ended.
 */
import { buffer } from 'node:stream/consumers';
import { FileProblem, type FileProblemKind } from './problem.ts';
import type { ReadResume } from './read.ts';

export type Outcome = { kind: 'read'; resume: ReadResume } | { kind: 'problem'; problem: FileProblemKind; message: string } | { kind: 'failure'; message: string };

// What a parser has to remark could hold words of the file.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => undefined;
const { readResume } = await import('./read.ts');
const bytes = await buffer(process.stdin);

let outcome: Outcome;
try {
  outcome = { kind: 'read', resume: await readResume(bytes) };
} catch (error) {
  // A message of a parser may quote the file: only its kind leaves.
  outcome = error instanceof FileProblem ? { kind: 'problem', problem: error.kind, message: error.message } : { kind: 'failure', message: error instanceof Error ? error.name : 'unknown' };
}
process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
