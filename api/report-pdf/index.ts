import { Worker } from 'node:worker_threads';
import type { PrintOrder, Printed } from './printer-thread.ts';
import type { PrintedReport } from './report-pdf.ts';

export type { PrintedReport } from './report-pdf.ts';

const defaults = {
  /** A page takes 50 ms; one whose letters need the large font, 3 s. */
  timeoutMs: 30_000,
  memoryMb: 512,
} as const;

interface Waiting {
  printer: Worker;
  resolve: (file: Buffer) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}
let thread: Worker | undefined;
const waiting = new Map<number, Waiting>();
let count = 0;

/** The report as a PDF file. One thread prints them all, one after the other; it starts with the first and holds up no exit. */
export function reportPdf(report: PrintedReport): Promise<Buffer> {
  const nth = (count += 1);
  thread ??= startThread();
  const printing = thread;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void printing.terminate(), defaults.timeoutMs);
    waiting.set(nth, { printer: printing, resolve, reject, timer });
    printing.ref();
    printing.postMessage({ nth, report } satisfies PrintOrder);
  });
}

function startThread(): Worker {
  const started = new Worker(new URL('./printer-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: defaults.memoryMb } });
  started.on('message', (printed: Printed) => {
    if ('error' in printed) settle(printed.nth)?.reject(printed.error);
    else settle(printed.nth)?.resolve(Buffer.from(printed.file.buffer));
    if (waiting.size === 0) started.unref();
  });
  const gone = (cause?: unknown): void => {
    if (thread === started) thread = undefined;
    for (const [nth, { printer }] of [...waiting]) if (printer === started) settle(nth)?.reject(new Error('The thread that prints reports has ended.', { cause }));
  };
  started.on('error', gone);
  started.on('exit', () => gone());
  return started;
}

function settle(nth: number): Waiting | undefined {
  const found = waiting.get(nth);
  waiting.delete(nth);
  clearTimeout(found?.timer);
  return found;
}
