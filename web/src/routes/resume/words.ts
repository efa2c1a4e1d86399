/** What the contract's words about résumés are called on the pages. */
import type { KeywordCoverage, ReadabilityFinding, Resume } from '@greenroom/contracts';

export const formatWords = { pdf: 'PDF', docx: 'Word', text: 'Plain text' } as const satisfies Record<Resume['format'], string>;

export const findingWords = {
  columns: 'Columns', tables: 'Tables', text_boxes: 'Text boxes', header_footer: 'Header or footer', hidden_text: 'Hidden text', image_only_page: 'A page that is a picture', images: 'Pictures',
  recognised_text: 'Text recognised from a picture', unmapped_glyphs: 'Letters without a meaning', attachments: 'Attachments', many_pages: 'Many pages',
} as const satisfies Record<ReadabilityFinding['kind'], string>;

/** How a keyword was found. */
export const foundWords = { exact: 'in the same words', alias: 'by another name', stem: 'in another form' } as const satisfies Record<NonNullable<KeywordCoverage['found']>, string>;

export function bytesInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** 0–100 in a word: how much of what was asked for stands there, which says nothing of the person. */
export function coverageWord(score: number): string {
  if (score >= 85) return 'nearly all';
  if (score >= 60) return 'most';
  if (score >= 35) return 'some';
  return 'little';
}
