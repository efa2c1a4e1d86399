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

function isHidden(properties: string): boolean {
  if (/<w:vanish(?:\s*\/>|\s+w:val="(?:1|true|on)")/.test(properties)) return true;
  const size = /<w:sz w:val="(\d+)"/.exec(properties)?.[1];
  if (size !== undefined && Number(size) <= tiniest) return true;
  // White is fine on a shaded or highlighted background.
  return /<w:color [^>]*w:val="(?:FFFFFF|FEFEFE|FDFDFD)"/i.test(properties) && !/<w:(?:shd|highlight) /.test(properties);
}

/** Runs that nobody sees, in order; neighbours are joined. Text in tables with shaded cells counts as seen. */
function hiddenRuns(document: string): string[] {
  const found: string[] = [];
  for (const paragraph of paragraphs(document)) {
    // A shaded paragraph or cell makes white text readable.
    if (/<w:pPr>.*?<w:shd .*?<\/w:pPr>|<w:tcPr>.*?<w:shd /s.test(paragraph)) continue;
    let joined = '';
    for (const [, run = ''] of paragraph.matchAll(/<w:r(?: [^>]*)?>(.*?)<\/w:r>/gs)) {
      const properties = /<w:rPr>(.*?)<\/w:rPr>/s.exec(run)?.[1] ?? '';
      if (isHidden(properties)) joined += wordsOf(run);
    }
    if (joined.trim() !== '') found.push(joined.trim());
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
