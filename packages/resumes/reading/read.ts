/** From bytes to a résumé's text, or to what is wrong with the file. Runs in a process of its own: see process.ts. */
import type { ReadabilityFinding, ResumeFormat } from '@greenroom/contracts';
import { fileTypeFromBuffer } from 'file-type';
import { readDocx, type FileText } from './docx.ts';
import { looksLikeResume } from './looks-like-resume.ts';
import { limits } from './limits.ts';
import { readPdf } from './pdf.ts';
import { readPlainText } from './plain-text.ts';
import { FileProblem } from './problem.ts';

export interface ReadResume {
  format: ResumeFormat;
  text: string;
  pages: number | null;
  readability: ReadabilityFinding[];
}

const unsupported = (what: string): FileProblem => new FileProblem('unsupported-file', `${what} Upload the résumé as PDF, Word document (DOCX) or plain text.`);

/** @throws FileProblem */
export async function readResume(bytes: Buffer): Promise<ReadResume> {
  if (bytes.length === 0) throw new FileProblem('file-empty', 'The file is empty. Choose the résumé again; if it comes from a cloud drive, wait until it has been downloaded.');
  if (bytes.length > limits.fileBytes) throw new FileProblem('too-large', 'The file is larger than 10 MB. Save it without large images, or export it as PDF.');
  const format = await formatOf(bytes);
  const { text: raw, pages, readability } = await textOf(format, bytes);
  const text = tidy(raw);
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < limits.leastWords) throw tooLittle(words, readability);
  if (text.length > limits.textCharacters) throw new FileProblem('resume-too-long', `The text is longer than ${limits.textCharacters} characters. Upload the résumé alone, without appendices.`);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < text.replace(/\s/g, '').length * 0.5) throw new FileProblem('resume-without-text', 'The text in the file is not readable: its fonts do not say which letters they draw. Export it again with standard fonts, or as DOCX.');
  if (!looksLikeResume(text)) throw new FileProblem('not-a-resume', 'This does not look like a résumé: there is no section such as Experience, Education or Skills. If it is one, give its sections these headings.');
  if (pages !== null && pages > 4) readability.push({ kind: 'many_pages', severity: 'note', text: `It has ${pages} pages; most readers look at the first two.`, page: null, quote: null });
  return { format, text, pages, readability };
}

async function formatOf(bytes: Buffer): Promise<ResumeFormat> {
  // A few programs put something in front of a PDF; readers look for it in the first kilobyte.
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return 'pdf';
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  // A zip file that was cut off is still a zip file, and was meant to be a document.
  const isZip = bytes.subarray(0, 4).toString('hex') === '504b0304';
  switch (type?.ext) {
    case 'pdf': return 'pdf';
    case 'docx': return 'docx';
    case 'docm': case 'dotm': throw new FileProblem('file-unsafe', 'The document contains macros. Save it as DOCX without macros, or export it as PDF, and upload that.');
    case 'cfb': {
      if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new FileProblem('file-encrypted', 'The document is protected with a password. Save a copy without one and upload that.');
      throw unsupported('This is a document of an old Word format.');
    }
    case 'rtf': throw unsupported('This is an RTF document.');
    case 'odt': throw unsupported('This is an OpenDocument text.');
    case 'png': case 'jpg': case 'gif': case 'webp': case 'heic': case 'tif': case 'bmp': throw unsupported('This is an image; there is no text in it that could be read.');
    case 'zip': case undefined:
      if (isZip) return 'docx';
      if (type === undefined) return 'text';
      break;
    default: break;
  }
  throw unsupported(`This is a file of the kind “${type?.ext ?? 'zip'}”.`);
}

async function textOf(format: ResumeFormat, bytes: Buffer): Promise<FileText> {
  if (format === 'pdf') return readPdf(bytes);
  if (format === 'docx') return readDocx(bytes);
  return { text: readPlainText(bytes), pages: null, readability: [] };
}

/** One kind of line end and of space; ligatures and full-width letters as letters; no controls; at most one empty line. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/\r\n?|[\u2028\u2029\u000B\u000C]/g, '\n')
    // Soft hyphens, zero-width signs and direction marks hide words from a search.
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
     
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F]/g, '')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/ {2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function tooLittle(words: number, readability: readonly ReadabilityFinding[]): FileProblem {
  if (readability.some(({ kind }) => kind === 'image_only_page' || kind === 'images')) {
    return new FileProblem('resume-without-text', 'The file holds images of text and no text: it was scanned or exported as a picture. Export it from the program that it was written in, or run text recognition on it first.');
  }
  if (words === 0) return new FileProblem('resume-without-text', 'There is no text in the file. Export the résumé from the program that it was written in.');
  return new FileProblem('resume-without-text', `There are only ${words} words in the file. Upload the whole résumé.`);
}
