/**
 * The PDF reader, without its native canvas: nothing is drawn here, and a parser of strangers' files loads no native code.
 * It asks for these classes when it is loaded and uses them for drawing only.
 */
class NotDrawn {}
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: NotDrawn, configurable: true, writable: true });
}
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
const { PDFParse } = await import('pdf-parse');
const { getDocument, OPS } = pdfjs;
export { getDocument, OPS, PDFParse };

export type PDFPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;
export type PDFOperatorList = Awaited<ReturnType<PDFPage['getOperatorList']>>;
