/** What in a Word document other programs overlook or mix up: hidden runs, columns, tables, text boxes, headers. */
import type { ReadabilityFinding } from '@greenroom/contracts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (xml: string): string =>
  xml.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
/** The words of a piece of WordprocessingML. */
export const wordsOf = (xml: string): string => decoded([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1] ?? '').join(''));

const paragraphs = (xml: string): string[] => xml.split('</w:p>');
/** Half-points; 2 is one point. */
const tiniest = 3;

/** A background on which white can be read. */
const coloured = /<w:shd [^>]*w:fill="(?!auto|FFFFFF)[\dA-F]{6}"|<w:highlight w:val="(?!none|white)/i;
const white = /<w:color [^>]*w:val="(?:FFFFFF|FEFEFE|FDFDFD)"/i;

/** @param onColour what it stands on has a colour of its own */
function isHidden(properties: string, onColour: boolean): boolean {
  if (/<w:vanish(?:\s*\/>|\s+w:val="(?:1|true|on)")/.test(properties)) return true;
  const size = /<w:sz w:val="(\d+)"/.exec(properties)?.[1];
  if (size !== undefined && Number(size) <= tiniest) return true;
  return white.test(properties) && !onColour && !coloured.test(properties);
}

/** Runs that nobody sees, in order; neighbours are joined. */
function hiddenRuns(document: string): string[] {
  const found: string[] = [];
  // What a shape behind the text or a coloured page does to white text, cannot be told: it then counts as seen.
  const unknownGround = /<w:background [^>]*w:color="(?!FFFFFF|auto)|behindDoc="1"/i.test(document);
  // A text box has a ground of its own, which is drawn elsewhere.
  const page = document.replace(/<w:txbxContent>.*?<\/w:txbxContent>/gs, '');
  for (const cell of page.split('</w:tc>')) {
    const inCell = coloured.test(/<w:tcPr>.*?<\/w:tcPr>/s.exec(cell)?.[0] ?? '');
    for (const paragraph of paragraphs(cell)) {
      const onColour = unknownGround || inCell || coloured.test(/<w:pPr>.*?<\/w:pPr>/s.exec(paragraph)?.[0] ?? '');
      const hidden = [...paragraph.matchAll(/<w:r(?: [^>]*)?>(.*?)<\/w:r>/gs)].filter(([, run = '']) => isHidden(/<w:rPr>(.*?)<\/w:rPr>/s.exec(run)?.[1] ?? '', onColour));
      const words = hidden.map(([run]) => wordsOf(run)).join('').trim();
      if (words !== '') found.push(words);
    }
  }
  return found;
}

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}…` : text);

export function describeLayout(parts: ReadonlyMap<string, string>, names: readonly string[]): { hidden: string[]; findings: ReadabilityFinding[] } {
  const document = parts.get('word/document.xml') ?? '';
  const findings: ReadabilityFinding[] = [];
  const add = (kind: ReadabilityFinding['kind'], severity: ReadabilityFinding['severity'], text: string, quote: string | null = null): void => {
    findings.push({ kind, severity, text, page: null, quote: quote === null ? null : short(quote) });
  };

  const hidden = hiddenRuns(document);
  if (hidden.length > 0) add('hidden_text', 'warning', 'Some text is hidden (white, tiny or marked as hidden). Recruiters’ programs show it, and it counts against you. It is left out of the analysis: remove it.', hidden.join(' '));
  const columns = [...document.matchAll(/<w:cols [^>]*w:num="(\d+)"/g)].some((match) => Number(match[1]) > 1);
  if (columns) add('columns', 'warning', 'The page is set in columns. Programs that read line by line mix them. One column is safer.');
  const tables = document.match(/<w:tbl>/g)?.length ?? 0;
  if (tables > 0) add('tables', 'warning', `${tables === 1 ? 'A table holds' : `${tables} tables hold`} text. Some programs read tables cell by cell in a wrong order, or skip them. Plain paragraphs are safer.`);
  const boxes = document.match(/<w:txbxContent>/g)?.length ?? 0;
  if (boxes > 0) add('text_boxes', 'warning', 'Text stands in text boxes. Many programs skip those. Move it into the page itself.', wordsOf(/<w:txbxContent>(.*?)<\/w:txbxContent>/s.exec(document)?.[1] ?? '') || null);
  const margins = [...parts].filter(([name]) => /^word\/(header|footer)/.test(name)).map(([, xml]) => paragraphs(xml).map(wordsOf).join(' ').trim()).filter((text) => /\p{L}{2}/u.test(text));
  if (margins.length > 0) add('header_footer', 'warning', 'Text stands in the header or footer, which many programs do not read. Your name and contact details belong at the top of the page itself.', margins.join(' '));
  const images = names.filter((name) => /^word\/media\/.+\.(png|jpe?g|gif|bmp|emf|wmf|tiff?|svg|webp)$/i.test(name)).length;
  if (images > 0) add('images', 'note', `${images === 1 ? 'One image is' : `${images} images are`} in the document. Programs cannot read words in images.`);
  return { hidden, findings };
}
