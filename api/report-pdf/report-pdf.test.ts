import { PDFParse } from 'pdf-parse';
import { expect, test } from 'vitest';
import { exampleReport } from '@greenroom/database/example-rows';
import { reportPdf, type PrintedReport } from './index.ts';

const interview = { type: 'behavioral', mode: 'spoken', role: 'Platform engineer', level: 'senior', startedAt: '2026-01-02T09:30:00.000Z', createdAt: '2026-01-01T00:00:00.000Z', duration: 754 } as const;
const override = { dimension: 'content', value: 71, reason: 'The result was named.', coachId: 'c', coachName: 'Cal Ito', createdAt: '2026-01-03T00:00:00.000Z', updatedAt: '2026-01-03T00:00:00.000Z' } as const;
const printed = (change: Partial<PrintedReport> = {}): PrintedReport => ({ interview, report: exampleReport('00000000-0000-4000-8000-000000000000'), overrides: [], candidateName: 'Dana Reyes', ...change });

async function read(file: Buffer) {
  const parser = new PDFParse({ data: new Uint8Array(file) });
  const { text, total } = await parser.getText();
  const { info } = await parser.getInfo();
  await parser.destroy();
  return { text: text.replace(/\s+/g, ' '), pages: total, info: info as Record<string, unknown> };
}

test('the printed report says what the report says: scores with who judged, quotes with their moment, notices', async () => {
  const report = { ...exampleReport('00000000-0000-4000-8000-000000000000'), notices: ['A part was not recorded.'] };
  const { text, info } = await read(await reportPdf(printed({ report })));
  expect(text).toContain('Behavioural, senior. 2 Jan 2026, 09:30 UTC, 12 min 34 s');
  for (const part of ['Platform engineer', 'Dana Reyes', 'You answered one question.', 'Practise next. Name the result.', 'Overall: 63 of 100', 'Clarity: not enough evidence', 'Judged by local rules 1.', 'Question q1?']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('What worked. You said what you did. “we shipped” (0:10)');
  expect(text).toContain('Note: A part was not recorded.');
  expect(info).toMatchObject({ Title: 'Interview report: Platform engineer' });
});

test('a coach’s score stands beside the machine’s, which stays', async () => {
  const { text } = await read(await reportPdf(printed({ overrides: [override] })));
  expect(text).toMatch(/Content: 56 of 100, getting there .*Cal Ito, coach: 71 of 100\. The result was named\./);
});

test('names and words of any script stay readable text', async () => {
  const candidateName = 'Žofia Łęcka 李小龍 Ελένη Юлия Nguyễn Thị さくら 김철수 दिव्या';
  const { text } = await read(await reportPdf(printed({ candidateName })));
  for (const letter of candidateName) expect(text.normalize('NFC'), letter).toContain(letter);
}, 60_000);

test('the file has a structure for screen readers, its language, and a title', async () => {
  const file = (await reportPdf(printed())).toString('latin1');
  for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (en)', '/DisplayDocTitle true', '/S /H1', '/S /H2', '/S /H3', '/S /BlockQuote', '/S /LI']) expect(file).toContain(part);
});

test('a report of twenty long questions is many pages, each numbered, and text cannot break the layout', async () => {
  const [question] = exampleReport('x').questions;
  if (question === undefined) throw new Error('The example has a question.');
  const questions = Array.from({ length: 20 }, (_, nth) => ({ ...question, questionId: `q${nth}`, question: `Why ${'very '.repeat(80)}long, number ${nth}?`, star: [{ point: 'situation', covered: false, evidence: null }] }));
  const endless = { ...exampleReport('00000000-0000-4000-8000-000000000000'), questions, summary: 'x'.repeat(3_000), nextPractice: 'a\u0000b\n\n\u202ec' };
  const { text, pages } = await read(await reportPdf(printed({ report: endless, candidateName: 'N'.repeat(120) })));
  expect(pages).toBeGreaterThan(5);
  expect(text).toContain(`${pages} of ${pages}`);
  expect(text).toContain('number 19?');
});
