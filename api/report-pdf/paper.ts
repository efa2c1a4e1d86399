/** A4 sheets with text that can be selected and a structure that a screen reader can follow. */
import PDFDocument from 'pdfkit';
import { fontRuns, registerFonts, type Weight } from './fonts.ts';

type Document = typeof PDFDocument.prototype;
type Element = ReturnType<Document['struct']>;

/** Colours of the site's light theme, sizes in points (1/72 inch). */
export const ink = { text: '#1C2420', quiet: '#5A655E', line: '#DDD9CD', you: '#1F5B45', interviewer: '#8A6116', problem: '#A33F2B', coach: '#2B5F86' } as const;
export const sizes = { title: 22, heading: 14, lead: 12, body: 10, small: 8.5 } as const;
const page = { size: 'A4', margins: { top: 56, bottom: 64, left: 62, right: 62 } } as const;
/** A heading is not left alone at the foot of a page. */
const companyOfHeading = 90;

export interface Piece {
  text: string;
  weight?: Weight;
  color?: string;
  size?: number;
}
export interface BlockStyle {
  size?: number;
  color?: string;
  weight?: Weight;
  /** From the left margin. */
  indent?: number;
  /** Space below. */
  after?: number;
  /** Space above, unless at the head of a page. */
  before?: number;
}
export type Role = 'H1' | 'H2' | 'H3' | 'P' | 'BlockQuote' | 'LI';

export interface Paper {
  /** One paragraph, heading, list item or quotation. */
  block(role: Role, pieces: string | readonly Piece[], style?: BlockStyle): void;
  /** What is written inside belongs together: a section, a list. */
  group(role: 'Sect' | 'L', write: () => void): void;
  /** A bar of so many per cent; decoration, the number stands beside it in words. */
  bar(percent: number, color: string): void;
  rule(): void;
  /** Begins a new page when less than this is left. */
  room(points: number): void;
  finish(footer: string): Promise<Buffer>;
}

export async function openPaper(info: { title: string; author: string; subject: string; createdAt: Date; lang: string }): Promise<Paper> {
  const document = new PDFDocument({
    size: page.size,
    margins: page.margins,
    pdfVersion: '1.7',
    lang: info.lang,
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    info: { Title: info.title, Author: info.author, Subject: info.subject, Creator: 'Greenroom', Producer: 'Greenroom', CreationDate: info.createdAt },
  });
  await registerFonts(document);
  const written: Buffer[] = [];
  document.on('data', (chunk: Buffer) => written.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => document.on('end', () => resolve(Buffer.concat(written))).on('error', reject));

  const root = document.struct('Document');
  document.addStructure(root);
  let parent: Element = root;
  const within = (role: string, write: () => void): void => {
    const outer = parent;
    const element = document.struct(role);
    outer.add(element);
    parent = element;
    write();
    parent = outer;
    element.end();
  };
  const bottom = (): number => document.page.height - page.margins.bottom;
  const width = document.page.width - page.margins.left - page.margins.right;
  const decoration = (draw: () => void): void => {
    document.markContent('Artifact', { type: 'Layout' });
    draw();
    document.endMarkedContent();
  };

  const paper: Paper = {
    block(role, pieces, { size = sizes.body, color = ink.text, weight = 'regular', indent = 0, after = size * 0.6, before = 0 } = {}) {
      const heading = role.startsWith('H');
      if (heading) paper.room(companyOfHeading);
      if (before > 0 && document.y > page.margins.top) document.y += before;
      const runs = (typeof pieces === 'string' ? [{ text: pieces }] : pieces).flatMap((piece) =>
        fontRuns(document, oneLine(piece.text), piece.weight ?? weight).map((run) => ({ ...run, size: piece.size ?? size, color: piece.color ?? color })),
      );
      if (runs.length === 0) return;
      const largest = Math.max(...runs.map((run) => run.size));
      // Fonts are lined up by their base line, so the first line is placed by it as well.
      const ascent = largest * 0.97;
      if (document.y + largest * 1.5 > bottom()) document.addPage();
      const element = document.struct(role, {}, [() => {
        for (const [nth, run] of runs.entries()) {
          document.font(run.font).fontSize(run.size).fillColor(run.color);
          const options = { width: width - indent, lineGap: run.size * 0.22, baseline: 'alphabetic' as const, continued: nth < runs.length - 1 };
          if (nth === 0) document.text(run.text, page.margins.left + indent, document.y + ascent, options);
          else document.text(run.text, options);
        }
      }]);
      parent.add(element);
      element.end();
      document.y += after - ascent;
      document.x = page.margins.left;
    },
    group: within,
    bar(percent, color) {
      decoration(() => {
        document.roundedRect(page.margins.left, document.y, width / 2, 4, 2).fill(ink.line);
        if (percent > 0) document.roundedRect(page.margins.left, document.y, Math.max((width / 2) * (percent / 100), 4), 4, 2).fill(color);
      });
      document.y += 10;
    },
    rule() {
      document.y += 8;
      decoration(() => document.moveTo(page.margins.left, document.y).lineTo(page.margins.left + width, document.y).lineWidth(0.75).stroke(ink.line));
      document.y += 10;
    },
    room(points) {
      if (document.y + points > bottom()) document.addPage();
    },
    async finish(footer) {
      root.end();
      const { start, count } = document.bufferedPageRange();
      for (let nth = start; nth < start + count; nth += 1) {
        document.switchToPage(nth);
        document.page.margins.bottom = 0;
        const y = document.page.height - 38;
        document.markContent('Artifact', { type: 'Pagination' });
        let x = page.margins.left;
        document.fontSize(8).fillColor(ink.quiet);
        for (const run of fontRuns(document, oneLine(footer), 'regular')) {
          document.font(run.font).text(run.text, x, y, { lineBreak: false });
          x += document.widthOfString(run.text);
        }
        document.font('regular').text(`${nth - start + 1} of ${count}`, page.margins.left + width - 80, y, { width: 80, align: 'right', lineBreak: false });
        document.endMarkedContent();
      }
      document.end();
      return ended;
    },
  };
  return paper;
}

const oneLine = (text: string): string => text.toWellFormed().replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
