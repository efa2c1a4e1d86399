/** Prints reports beside the API's event loop: laying out a page is computing, and a rare script takes seconds. */
import { parentPort } from 'node:worker_threads';
import { writeReportPdf, type PrintedReport } from './report-pdf.ts';

export interface PrintOrder {
  nth: number;
  report: PrintedReport;
}
export type Printed = { nth: number; file: Uint8Array<ArrayBuffer> } | { nth: number; error: Error };

parentPort?.on('message', ({ nth, report }: PrintOrder) => {
  writeReportPdf(report).then(
    (file) => {
      const bytes = new Uint8Array(file);
      parentPort?.postMessage({ nth, file: bytes } satisfies Printed, [bytes.buffer]);
    },
    (cause: unknown) => parentPort?.postMessage({ nth, error: new Error('The report could not be printed.', { cause }) } satisfies Printed),
  );
});
