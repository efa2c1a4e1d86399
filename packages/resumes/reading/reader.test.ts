import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { docxOf, documentXml, headerXml, macroType, paragraph, renamed, resumeBody, run, table } from '../for-tests/make-docx.ts';
import { goodPdf, hiddenTextPdf, javascriptPdf, largeScanPdf, launchPdf, longPdf, onePixelPng, pdfBomb, pdfOf, recognisedPdf, scannedPdf, twoColumnPdf } from '../for-tests/make-pdf.ts';
import { resumeLines, resumeText } from '../for-tests/resume-text.ts';
import { FileProblem } from './problem.ts';
import { createResumeReader, ReaderBusyError } from './reader.ts';

const reader = createResumeReader();
const read = (bytes: Uint8Array) => reader.read(bytes);
const kindsOf = (resume: { readability: { kind: string }[] }) => resume.readability.map(({ kind }) => kind);
const spaces = (mb: number): Buffer => Buffer.alloc(mb * 1024 * 1024, 32);

describe('a good résumé', () => {
  test('as a PDF gives its text and no complaint', async () => {
    const resume = await read(await goodPdf());
    expect(resume).toMatchObject({ format: 'pdf', pages: 1, readability: [] });
    for (const line of resumeLines) expect(resume.text.replace(/\s+/g, ' ')).toContain(line.replace(/\s+/g, ' '));
  });

  test('as a DOCX gives the same text', async () => {
    const resume = await read(await docxOf());
    expect(resume).toMatchObject({ format: 'docx', pages: null, readability: [] });
    expect(resume.text.replace(/\s+/g, ' ')).toBe(resumeText.replace(/\s+/g, ' '));
  });

  test.each([
    ['UTF-8', Buffer.from(resumeText)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${resumeText}`)],
    ['UTF-16', Buffer.from(`\uFEFF${resumeText}`, 'utf16le')],
  ])('as plain text in %s gives its text', async (_, bytes) => {
    const resume = await read(bytes);
    expect([resume.format, resume.text]).toEqual(['text', resumeText.replace(/ {2,}/g, ' ')]);
  });

  test('in two columns is read column by column, and says that others may not', async () => {
    const resume = await read(await twoColumnPdf());
    expect(kindsOf(resume)).toContain('columns');
    const order = ['Dana Reyes', 'dana@example.com', 'Kubernetes and Terraform', '2012 - 2016', 'Senior Engineer, Northwind', 'Mentored four juniors'].map((words) => resume.text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('with dates at the right margin is not taken for two columns', async () => {
    const pdf = await pdfOf((doc) => {
      doc.fontSize(10);
      for (const [row, line] of [...resumeLines, ...resumeLines].entries()) {
        doc.text(line, 50, 60 + row * 16, { lineBreak: false });
        if (row % 3 === 0) doc.text('2019 - 2020', 480, 60 + row * 16, { lineBreak: false });
      }
    });
    expect(kindsOf(await read(pdf))).not.toContain('columns');
  });
});

describe('what programs stumble over', () => {
  test('white and tiny text of a PDF is left out and shown as hidden; white on a dark bar is not', async () => {
    const resume = await read(await hiddenTextPdf());
    const hidden = resume.readability.find(({ kind }) => kind === 'hidden_text');
    expect(hidden?.quote).toContain('Haskell Erlang quantum blockchain');
    expect(hidden?.quote).toContain('Ignore all previous instructions');
    expect(hidden?.quote).not.toContain('References');
    expect(resume.text).not.toMatch(/Haskell|Ignore all/);
    expect(resume.text).toContain('References on request');
  });

  test('hidden, white and tiny runs of a DOCX are left out and shown', async () => {
    const body = resumeBody + paragraph(run('Visible. ') + run('vanished words', '<w:vanish/>') + run(' white words', '<w:color w:val="FFFFFF"/>')) + paragraph(run('tiny words', '<w:sz w:val="2"/>')) + paragraph(run('white on blue', '<w:color w:val="FFFFFF"/><w:shd w:fill="003366"/>'));
    const resume = await read(await docxOf({ body }));
    expect(resume.readability).toEqual([expect.objectContaining({ kind: 'hidden_text', severity: 'warning', quote: 'vanished words white words tiny words' })]);
    expect(resume.text).toContain('white on blue');
    expect(resume.text).not.toMatch(/vanished|white words|tiny/);
  });

  test('white text in a coloured cell or text box of a DOCX is seen', async () => {
    const white = (text: string): string => paragraph(run(text, '<w:color w:val="FFFFFF"/>'));
    const cell = `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1D3557"/></w:tcPr>${white('Contact')}${white('Languages')}</w:tc><w:tc>${paragraph(run('Right'))}</w:tc></w:tr></w:tbl>`;
    const resume = await read(await docxOf({ body: `${resumeBody}${cell}${paragraph(`<w:r><w:txbxContent>${white('In a box')}</w:txbxContent></w:r>`)}` }));
    expect(kindsOf(resume)).toEqual(['tables', 'text_boxes']);
    expect(resume.text).toMatch(/Contact\s*Languages/);
  });

  test('tables, columns, text boxes, headers and images of a DOCX are named', async () => {
    const body = `${resumeBody}${table([['Java', 'five years'], ['Go', 'two years']])}${paragraph(`<w:r><w:txbxContent>${paragraph(run('In a box'))}</w:txbxContent></w:r>`)}<w:sectPr><w:cols w:num="2"/></w:sectPr>`;
    const resume = await read(await docxOf({ body, more: { 'word/header1.xml': headerXml('Dana Reyes, dana@example.com'), 'word/media/image1.png': onePixelPng } }));
    expect(kindsOf(resume)).toEqual(['columns', 'tables', 'text_boxes', 'header_footer', 'images']);
    expect(resume.readability.find(({ kind }) => kind === 'header_footer')?.quote).toBe('Dana Reyes, dana@example.com');
    expect(resume.text).toContain('Java\tfive years');
  });

  test('a page that is an image is named when the rest has text', async () => {
    const pdf = await pdfOf((doc) => {
      for (const line of resumeLines) doc.text(line === '' ? ' ' : line);
      doc.addPage().image(onePixelPng, 0, 0, { width: 595, height: 842 });
    });
    expect((await read(pdf)).readability).toEqual([expect.objectContaining({ kind: 'image_only_page', page: 2 })]);
  });

  test('text that was recognised under a scan is read, and named as what it is', async () => {
    const resume = await read(await recognisedPdf());
    expect(kindsOf(resume)).toEqual(['recognised_text']);
    expect(resume.text).toContain('Senior Engineer, Northwind');
  });

  test('a table with rules in a PDF is named; lines under headings and coloured bars are none', async () => {
    const withResume = (draw: (doc: PDFKit.PDFDocument) => void) => pdfOf((doc) => {
      for (const line of resumeLines) doc.text(line === '' ? ' ' : line);
      draw(doc);
    });
    const table = await withResume((doc) => {
      for (const [row, cells] of [['Java', 'five years'], ['Go', 'two years'], ['SQL', 'ten years']].entries()) {
        for (const [column, cell] of cells.entries()) doc.rect(60 + column * 150, 500 + row * 24, 150, 24).stroke().text(cell, 64 + column * 150, 506 + row * 24, { lineBreak: false });
      }
    });
    expect((await read(table)).readability).toEqual([expect.objectContaining({ kind: 'tables', page: 1, quote: 'Java' })]);
    const decorated = await withResume((doc) => {
      for (const y of [500, 600]) doc.moveTo(50, y).lineTo(500, y).stroke();
      doc.rect(0, 700, 595, 40).fill('#223344');
    });
    expect(kindsOf(await read(decorated))).toEqual([]);
  });

  test('a file inside the PDF is named', async () => {
    const pdf = await pdfOf((doc) => {
      for (const line of resumeLines) doc.text(line === '' ? ' ' : line);
      doc.file(Buffer.from('x'), { name: 'payload.exe' });
    });
    expect(kindsOf(await read(pdf))).toEqual(['attachments']);
  });
});

const encryptedOffice = (): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(1_024)]);
const oldWord = (): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024), Buffer.from('WordDocument', 'utf16le'), Buffer.alloc(1_024)]);
const letter = 'Dear Sir or Madam, I am writing to you because of the noise in the stairwell, which has not become any better since my last letter of the third of May, although you promised that it would. Please do something about it. Yours faithfully, a neighbour.';

/** Each kind of bad file: how it is made, and what its owner is told. */
const badFiles: [string, () => Buffer | Promise<Buffer>, string, RegExp][] = [
  ['an empty file', () => Buffer.alloc(0), 'file-empty', /is empty/],
  ['more than 10 MB', () => Buffer.alloc(10 * 1024 * 1024 + 1, 32), 'too-large', /10 MB/],
  ['a picture', () => onePixelPng, 'unsupported-file', /image/],
  ['a picture that is called .pdf by its first bytes only', () => Buffer.concat([onePixelPng, Buffer.from('%PDF')]), 'unsupported-file', /image/],
  ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4_096)]), 'unsupported-file', /exe|PDF, Word/],
  ['an old Word document', oldWord, 'unsupported-file', /old Word/],
  ['an RTF document', () => Buffer.from(String.raw`{\rtf1\ansi ${resumeText}}`), 'unsupported-file', /RTF/],
  ['a web page', () => Buffer.from(`<!DOCTYPE html><html><body>${resumeText}</body></html>`), 'unsupported-file', /web page/],
  ['text in an old encoding', () => Buffer.from(`${resumeText}\nRésumé of Dañá`, 'latin1'), 'unsupported-file', /UTF-8/],
  ['random bytes', () => Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7919 + (i >> 3)) % 256)), 'unsupported-file', /PDF, a Word document/],
  ['a zip file of something else', () => docxOf({ document: '<x/>', type: 'application/zip' }), 'unsupported-file', /not a Word document/],
  ['a PDF with a password', () => goodPdf({ userPassword: 'secret', ownerPassword: 'owner', pdfVersion: '1.7' }), 'file-encrypted', /password/],
  ['a Word document with a password', encryptedOffice, 'file-encrypted', /password/],
  ['a PDF that was cut off', async () => (await goodPdf()).subarray(0, 1_500), 'file-damaged', /cut off/],
  ['a PDF of nonsense', () => Buffer.from(`%PDF-1.7\n${'nonsense '.repeat(300)}\n%%EOF`), 'file-damaged', /damaged/],
  ['a DOCX that was cut off', async () => (await docxOf()).subarray(0, 700), 'file-damaged', /cut off/],
  ['a DOCX with broken XML', () => docxOf({ document: documentXml('<w:p><w:r></w:p>').slice(0, -30) }), 'file-damaged', /cannot be read/],
  ['a DOCX with a changed byte', async () => { const zip = Buffer.from(await docxOf()); zip.fill(0xff, 460, 520); return zip; }, 'file-damaged', /damaged|cannot be read/],
  ['a scan', scannedPdf, 'resume-without-text', /scanned/],
  ['a large scan', largeScanPdf, 'resume-without-text', /scanned/],
  ['a PDF without anything', () => pdfOf(() => undefined), 'resume-without-text', /no text/],
  ['a name and nothing else', () => Buffer.from('Dana Reyes'), 'resume-without-text', /only 2 words/],
  ['text of signs', () => Buffer.from(`${'a '.repeat(40)}${'§$%&/()=?{[]}'.repeat(40)}`), 'resume-without-text', /not readable/],
  ['a PDF with JavaScript', javascriptPdf, 'file-unsafe', /JavaScript/],
  ['a PDF that starts a program', launchPdf, 'file-unsafe', /starts programs/],
  ['a DOCX with macros', () => docxOf({ more: { 'word/vbaProject.bin': 'x' } }), 'file-unsafe', /macros/],
  ['a macro document under a plain name', () => docxOf({ type: macroType }), 'file-unsafe', /macros/],
  ['a DOCX that defines entities', () => docxOf({ document: documentXml(resumeBody).replace('<w:document', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document') }), 'file-unsafe', /entities/],
  ['a zip bomb', () => docxOf({ more: { 'word/media/image1.png': spaces(55) } }), 'file-unsafe', /unpacks/],
  ['a bomb of many small parts', () => docxOf({ more: Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`word/p${i}.xml`, 'x'])) }), 'file-unsafe', /unpacks/],
  ['a DOCX with a path that leads out', async () => renamed(await docxOf({ more: { 'word/abcdef/passwd': 'x' } }), 'word/abcdef/passwd', '../../../etc/passwd'.slice(0, 18)), 'file-damaged', /damaged/],
  ['more than 30 pages', () => longPdf(31), 'resume-too-long', /31 pages/],
  ['a whole book', () => Buffer.from(`${resumeText}\n${'Another line of a book that never ends. '.repeat(2_600)}`), 'resume-too-long', /100000 characters/],
  ['a letter', () => Buffer.from(letter), 'not-a-resume', /Experience, Education or Skills/],
];

describe('a bad file is refused with what is wrong and what to do', () => {
  test.each(badFiles)('%s', async (_, make, kind, words) => {
    const error: unknown = await read(await make()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FileProblem);
    expect(error).toMatchObject({ kind, retryable: false });
    const { message } = error as FileProblem;
    expect(message).toMatch(words);
    expect(message).not.toMatch(/Dana|Northwind|neighbour|nonsense/);
  });

  test('a PDF that unpacks to gigabytes is ended by its memory or its time', async () => {
    const twice = deflateSync(deflateSync(spaces(300)));
    const error: unknown = await createResumeReader({ residentMb: 300, readMs: 10_000 }).read(pdfBomb(twice, '[/FlateDecode /FlateDecode]')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'FileProblem', kind: 'file-too-complex' });
  });

  test('a file that takes too long is ended', async () => {
    const error: unknown = await createResumeReader({ readMs: 20 }).read(await goodPdf()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'file-too-complex', message: expect.stringContaining('too long') as string });
  });
});

test('more files than can wait are turned away, and the others are read', async () => {
  const small = createResumeReader({ atOnce: 1, waiting: 1 });
  const bytes = Buffer.from(resumeText);
  const outcomes = await Promise.allSettled([small.read(bytes), small.read(bytes), small.read(bytes)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(ReaderBusyError);
  await expect(small.read(bytes)).resolves.toMatchObject({ format: 'text' });
});
