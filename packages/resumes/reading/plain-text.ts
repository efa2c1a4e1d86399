/** Plain text: UTF-8, or UTF-16 with its mark. */
import { FileProblem } from './problem.ts';

const notText = (): FileProblem => new FileProblem('unsupported-file', 'This is not a PDF, a Word document (DOCX) or plain text. Export the résumé as one of these and upload that.');

/** @throws FileProblem when the bytes are no text, or text in another encoding */
export function readPlainText(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (bytes.includes(0) || controls(bytes.toString('latin1')) > bytes.length * 0.02) throw notText();
    throw new FileProblem('unsupported-file', 'The text is not in UTF-8. Save it with the encoding “UTF-8” and upload that.', cause);
  }
  if (text.includes('\u0000') || controls(text) > text.length * 0.02) throw notText();
  if (/^\s*(?:<!doctype html|<html|<\?xml|<svg)/i.test(text)) throw new FileProblem('unsupported-file', 'This is a web page or an XML file. Print it to PDF and upload that.');
  if (text.startsWith(String.raw`{\rtf`)) throw new FileProblem('unsupported-file', 'This is an RTF document. Save it as DOCX or PDF and upload that.');
  return text;
}

/** Control characters that no text holds. */
 
const controls = (text: string): number => text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0;
