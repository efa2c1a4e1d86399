/** Word documents: checked as a zip file, read by mammoth, looked through for what other readers stumble over. */
import type { ReadabilityFinding } from '@greenroom/contracts';
import mammoth from 'mammoth';
import { describeLayout } from './docx-layout.ts';
import { withoutHidden } from './hidden-text.ts';
import { FileProblem } from './problem.ts';
import { checkedParts } from './zip-check.ts';

export interface FileText {
  text: string;
  pages: number | null;
  readability: ReadabilityFinding[];
}

/** The part of mammoth's document tree that matters here. */
interface Element {
  type: string;
  children?: Element[];
  value?: string;
  numbering?: object | null;
  styleName?: string | null;
}

export async function readDocx(bytes: Buffer): Promise<FileText> {
  const { names, parts } = await checkedParts(bytes, /^(\[Content_Types\]|word\/(document|header\d*|footer\d*))\.xml$/i);
  const types = parts.get('[Content_Types].xml') ?? '';
  const body = parts.get('word/document.xml');
  if (names.some((name) => /vbaProject|activeX\//i.test(name)) || /macroEnabled|vbaProject/i.test(types)) {
    throw new FileProblem('file-unsafe', 'The document contains macros. Save it as DOCX without macros, or export it as PDF, and upload that.');
  }
  if (body === undefined || !/wordprocessingml/i.test(types)) throw new FileProblem('unsupported-file', 'This is not a Word document. Upload the résumé as PDF, DOCX or plain text.');
  // Word writes none; one can only be there to expand or to fetch something.
  if ([...parts.values()].some((xml) => /<!(?:DOCTYPE|ENTITY)/i.test(xml))) throw new FileProblem('file-unsafe', 'The document defines its own XML entities, which no word processor does. Export it as PDF and upload that.');

  let tree: Element | undefined;
  try {
    await mammoth.convertToHtml(
      { buffer: bytes },
      {
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
        transformDocument: (document: Element) => {
          tree = document;
          return { ...document, children: [] };
        },
      },
    );
  } catch (cause) {
    throw new FileProblem('file-damaged', 'The document cannot be read. Open it in a word processor, save it again as DOCX or PDF, and upload that.', cause);
  }
  const layout = describeLayout(parts, names);
  return { text: withoutHidden(textOf(tree ?? { type: 'document' }), layout.hidden), pages: null, readability: layout.findings };
}

/** Paragraphs as lines, list items with a bullet, cells of a row separated by tabs. */
function textOf(element: Element): string {
  switch (element.type) {
    case 'text': return element.value ?? '';
    case 'tab': return '\t';
    case 'break': return '\n';
    case 'image': return '';
    case 'paragraph': {
      const line = inside(element).trim();
      if (line === '') return '\n';
      if (/^(heading|title)/i.test(element.styleName ?? '')) return `\n${line}\n`;
      return element.numbering == null ? `${line}\n` : `• ${line}\n`;
    }
    case 'tableRow': return `${(element.children ?? []).map((cell) => inside(cell).trim()).join('\t')}\n`;
    default: return inside(element);
  }
}
const inside = (element: Element): string => (element.children ?? []).map(textOf).join('');
