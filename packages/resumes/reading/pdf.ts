/** PDF: text by pdf-parse; how it is set, and what nobody sees, from what the pages draw. */
import type { ReadabilityFinding } from '@greenroom/contracts';
import type { FileText } from './docx.ts';
import { withoutHidden } from './hidden-text.ts';
import { limits } from './limits.ts';
import { findColumns, type PlacedText } from './pdf-columns.ts';
import { followDrawing } from './pdf-drawing.ts';
import { getDocument, PDFParse, type PDFPage } from './pdfjs.ts';
import { FileProblem } from './problem.ts';

/** Pixels. Larger images are not unpacked: a scanned page takes two seconds, and nothing in it is read. That they are there, is told by `holdsLargeImages`. */
const largePixels = 500_000;
/** No fonts or scripts of the document run, nothing is fetched, and what cannot be read is an error instead of a guess. */
const careful = { isEvalSupported: false, useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, useWasm: false, enableXfa: false, stopAtErrors: false, verbosity: 0, maxImageSize: largePixels } as const;
/** An image that covers this much of a page is the page. */
const wholePage = 0.5;
/** Characters on a page below which nothing was written on it. */
const leastCharacters = 20;

interface Page { text: string; findings: ReadabilityFinding[]; scanned: boolean; margins: string[] }

export async function readPdf(bytes: Buffer): Promise<FileText> {
  if (bytes.lastIndexOf('%%EOF') < Math.max(0, bytes.length - 4_096)) throw damaged();
  // Each reader takes the memory that it is given for itself.
  const task = getDocument({ ...careful, data: new Uint8Array(bytes) });
  const parser = new PDFParse({ ...careful, data: new Uint8Array(bytes) });
  try {
    const document = await task.promise;
    if (document.numPages > limits.pages) throw new FileProblem('resume-too-long', `The document has ${document.numPages} pages; a résumé may have ${limits.pages}. Upload the résumé alone.`);
    if (startsPrograms.test(bytes.toString('latin1')) || (await hasScript(document))) throw new FileProblem('file-unsafe', 'The PDF contains JavaScript or starts programs. Print it to a new PDF (“Save as PDF” in the print dialogue) and upload that.');
    const large = holdsLargeImages(bytes);
    const { pages: texts } = await parser.getText({ pageJoiner: '' });
    const pages: Page[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      pages.push(await readPage(page, number, texts.find(({ num }) => num === number)?.text ?? '', large));
      page.cleanup();
    }
    const findings = pages.flatMap((page) => page.findings);
    const attachments: unknown = await document.getAttachments();
    if (attachments !== null && attachments !== undefined) findings.push({ kind: 'attachments', severity: 'warning', text: 'Files are attached inside the PDF. Many mail systems refuse such PDFs: save it without them.', page: null, quote: null });
    findings.push(...repeated(pages), ...(await ruledTables(parser)));
    return { text: pages.map(({ text }) => text).join('\n\n'), pages: document.numPages, readability: findings };
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    const name = (error as Error | undefined)?.name;
    if (name === 'PasswordException') throw new FileProblem('file-encrypted', 'The PDF is protected with a password. Save a copy without one and upload that.');
    throw damaged(error);
  } finally {
    await Promise.allSettled([parser.destroy(), task.destroy()]);
  }
}

/** Written in the open; the reader knows scripts, wherever they stand, and no such actions. */
const startsPrograms = /\/S\s*\/Launch\b/;

const damaged = (cause?: unknown): FileProblem => new FileProblem('file-damaged', 'The PDF is damaged or was cut off on its way. Export it again and upload that.', cause);

async function hasScript(document: Awaited<ReturnType<typeof getDocument>['promise']>): Promise<boolean> {
  if ((await document.getJSActions()) !== null) return true;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    if ((await page.getJSActions()) !== null) return true;
    const annotations = (await page.getAnnotations()) as { actions?: object | null; action?: string; unsafeUrl?: string }[];
    if (annotations.some(({ actions, unsafeUrl }) => (actions !== undefined && actions !== null && Object.keys(actions).length > 0) || /^\s*javascript:/i.test(unsafeUrl ?? ''))) return true;
  }
  return false;
}

async function readPage(page: PDFPage, number: number, raw: string, large: boolean): Promise<Page> {
  const drawing = followDrawing(await page.getOperatorList(), page.view, large);
  const { hidden, seen, underlaid, images } = drawing;
  const pictured = large || drawing.imageShare >= wholePage;
  const findings: ReadabilityFinding[] = [];
  const add = (kind: ReadabilityFinding['kind'], severity: ReadabilityFinding['severity'], text: string, quote: string | null = null): void => {
    findings.push({ kind, severity, text, page: number, quote: quote === null ? null : quote.slice(0, 160) });
  };
  const characters = raw.replace(/\s/g, '').length;
  const scanned = pictured && characters < leastCharacters;
  const recognised = pictured && underlaid > seen;
  if (scanned) add('image_only_page', 'warning', `Page ${number} is an image: programs read nothing on it. Export the page from the program that it was written in.`);
  else if (recognised) add('recognised_text', 'warning', `Page ${number} is a scan with recognised text under it, which often holds mistakes. Export the page from the program that it was written in.`);
  else if (images > 0) add('images', 'note', `${images === 1 ? 'One image is' : `${images} images are`} on page ${number}. Programs cannot read words in images.`);
  const unseen = recognised ? [] : hidden;
  if (unseen.length > 0) add('hidden_text', 'warning', 'Some text cannot be seen (white, tiny, invisible or off the page). Recruiters’ programs show it, and it counts against you. It is left out of the analysis: remove it.', unseen.join(' '));

  const placed = await placedText(page);
  const columns = findColumns(placed, (page.view[2] ?? 0) - (page.view[0] ?? 0));
  if (columns !== undefined) add('columns', 'warning', `Page ${number} is set in two columns. Programs that read line by line mix them. One column is safer.`);
  const text = withoutHidden(columns?.text ?? raw, unseen);
  const unmapped = text.match(/[\uE000-\uF8FF\uFFFD]/g)?.length ?? 0;
  if (unmapped > characters * 0.02 && unmapped > 10) add('unmapped_glyphs', 'warning', `Some letters on page ${number} are drawn without saying which they are; programs read them as other signs. Export the PDF with embedded standard fonts.`);
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return { text, findings, scanned, margins: [...new Set([lines[0], lines.at(-1)])].filter((line) => line !== undefined) };
}

/** Images are streams, and a stream's dictionary is always written in the open: their sizes can be read without unpacking anything. */
function holdsLargeImages(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/\/Subtype\s*\/Image\b/g)].some(({ index }) => {
    const around = text.slice(Math.max(0, index - 400), index + 400);
    const side = (name: string): number => Math.max(0, ...[...around.matchAll(new RegExp(String.raw`/${name}\s+(\d+)`, 'g'))].map((match) => Number(match[1])));
    return side('Width') * side('Height') > largePixels;
  });
}

async function placedText(page: PDFPage): Promise<PlacedText[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item): PlacedText[] => {
    if (!('str' in item) || item.str === '') return [];
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
    return [{ text: item.str, x: x - (page.view[0] ?? 0), y, width: item.width, size: Math.hypot(c, d) }];
  });
}

/** Tables with rules around their cells. The reader's drawing analysis is an extra: where it fails, nothing is said about tables. */
async function ruledTables(parser: InstanceType<typeof PDFParse>): Promise<ReadabilityFinding[]> {
  const { pages } = await parser.getTable().catch(() => ({ pages: [] }));
  return pages.flatMap(({ num, tables }): ReadabilityFinding[] => {
    const filled = tables.filter((rows) => rows.length > 1 && rows.some((cells) => cells.filter((cell) => cell.trim() !== '').length > 1));
    if (filled.length === 0) return [];
    return [{ kind: 'tables', severity: 'warning', text: `${filled.length === 1 ? 'A table holds' : `${filled.length} tables hold`} text on page ${num}. Some programs read tables cell by cell in a wrong order, or skip them. Plain paragraphs are safer.`, page: num, quote: filled[0]?.flat().find((cell) => cell.trim() !== '')?.slice(0, 160) ?? null }];
  });
}

/** The same first or last line on every page, page numbers aside. */
function repeated(pages: readonly Page[]): ReadabilityFinding[] {
  if (pages.length < 2) return [];
  const plain = (line: string): string => line.replace(/\d+/g, '#').toLowerCase();
  const line = pages[0]?.margins.find((first) => /\p{L}{3}/u.test(first) && pages.every(({ margins }) => margins.some((other) => plain(other) === plain(first))));
  if (line === undefined) return [];
  return [{ kind: 'header_footer', severity: 'note', text: 'The same line stands on every page; programs read it as part of the text each time.', page: null, quote: line.slice(0, 160) }];
}
