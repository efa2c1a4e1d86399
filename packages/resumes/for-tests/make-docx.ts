/** Word documents for tests, put together part by part. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { resumeLines } from './resume-text.ts';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
export const run = (text: string, properties = ''): string => `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
export const paragraph = (content: string): string => `<w:p>${content}</w:p>`;
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
export const resumeBody = resumeLines.map((line) => paragraph(line === '' ? '' : run(line))).join('');

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const documentXml = (body: string): string => `${declaration}<w:document ${w}><w:body>${body}</w:body></w:document>`;
export const headerXml = (text: string): string => `${declaration}<w:hdr ${w}>${paragraph(run(text))}</w:hdr>`;
const contentTypes = (main: string): string => `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const relationships = `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
export const mainType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
export const macroType = 'application/vnd.ms-word.document.macroEnabled.main+xml';

export interface DocxOptions {
  body?: string;
  /** Instead of `body`: the whole part. */
  document?: string;
  type?: string;
  /** More parts, by name. */
  more?: Readonly<Record<string, string | Buffer>>;
}

export async function docxOf({ body = resumeBody, document, type = mainType, more = {} }: DocxOptions = {}): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, content: string | Buffer): void => zip.addBuffer(Buffer.from(content), name, { compress: true });
  add('[Content_Types].xml', contentTypes(type));
  add('_rels/.rels', relationships);
  add('word/document.xml', document ?? documentXml(body));
  for (const [name, content] of Object.entries(more)) add(name, content);
  zip.end();
  return buffer(zip.outputStream);
}

/** Two names of the same length: the second takes the first one's place in the zip file's lists. */
export function renamed(zip: Buffer, from: string, to: string): Buffer {
  const changed = Buffer.from(zip);
  for (let at = changed.indexOf(from); at !== -1; at = changed.indexOf(from, at + 1)) changed.write(to, at);
  return changed;
}
