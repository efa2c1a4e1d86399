import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Problem, resumeLimits, ResumeWithText, type Resume } from '@greenroom/contracts';
import { createResume } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { docxOf } from '@greenroom/resumes/for-tests/make-docx';
import { goodPdf, scannedPdf } from '@greenroom/resumes/for-tests/make-pdf';
import { resumeText } from '@greenroom/resumes/for-tests/resume-text';
import type { Settings } from '@greenroom/settings';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let dana: { id: string; token: string };
let stranger: { id: string; token: string };

beforeAll(async () => {
  api = await startTestApi(inject('env'));
  [dana, stranger] = [await api.signUp(), await api.signUp()];
});
afterAll(async () => {
  await api.context.files.remove('resumes/');
  await api.stop();
});

interface Sent { name?: string; field?: string; targetRole?: string; token?: string; to?: TestApi; more?: (form: FormData) => void }
async function upload(bytes: Uint8Array, { name = 'resume.pdf', field = 'file', targetRole, token = dana.token, to = api, more }: Sent = {}): Promise<{ status: number; body: unknown; problem: Problem | undefined; location: string | null }> {
  const form = new FormData();
  if (targetRole !== undefined) form.set('targetRole', targetRole);
  form.append(field, new Blob([new Uint8Array(bytes)]), name);
  more?.(form);
  const response = await fetch(`${to.url}/resume/upload`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  const body: unknown = await response.json();
  return { status: response.status, body, location: response.headers.get('location'), problem: response.ok ? undefined : Problem.parse(body) };
}
const uploaded = async (bytes?: Uint8Array, sent?: Sent): Promise<ResumeWithText> => {
  const { status, body } = await upload(bytes ?? Buffer.from(resumeText), sent);
  expect(status, JSON.stringify(body)).toBe(201);
  return ResumeWithText.parse(body);
};

describe('an upload', () => {
  test('is answered with the text to confirm, is listed without it, and can be fetched again as it was', async () => {
    const pdf = await goodPdf();
    const { body, location } = await upload(pdf, { targetRole: ' Staff Engineer ' });
    const resume = ResumeWithText.parse(body);
    expect(resume).toMatchObject({ fileName: 'resume.pdf', format: 'pdf', pages: 1, sizeBytes: pdf.length, targetRole: 'Staff Engineer', confirmed: false, matchScore: null });
    expect(location).toBe(`/api/v1/resume/${resume.id}`);
    expect(resume.sections.map(({ kind }) => kind)).toEqual(['contact', 'experience', 'education', 'skills']);
    expect((await api.call('GET', `/resume/${resume.id}`, { token: dana.token })).body).toEqual(resume);
    const { text: _t, sections: _s, readability: _r, ...listed } = resume;
    expect((await api.call('GET', '/resume', { token: dana.token })).body).toMatchObject({ items: [listed] });
    const file = await fetch(`${api.url}/resume/${resume.id}/file`, { headers: { authorization: `Bearer ${dana.token}` } });
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([200, 'application/pdf', 'attachment; filename=resume.pdf']);
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true);
  });

  test('lies encrypted in the store', async () => {
    const { id } = await uploaded();
    const stored = await buffer((await api.context.files.get(keys.resume(dana.id, id))).body);
    expect(stored.subarray(0, 4).toString()).toBe('GRE1');
    expect(stored.includes('Northwind')).toBe(false);
  });

  test.each([
    ['../../etc/passwd', 'passwd.txt'],
    ['C:\\Users\\dana\\Lebenslauf Übersicht.docx', 'Lebenslauf Übersicht.txt'],
    ['résumé"; rm -rf.pdf', 'résumé_; rm -rf.txt'],
    ['\u202Efdp.exe', 'fdp.txt'],
    ['...', 'resume.txt'],
    ['x'.repeat(300), `${'x'.repeat(120)}.txt`],
  ])('named %j is kept under the name %j', async (name, expected) => {
    const resume = await uploaded(undefined, { name });
    expect(resume.fileName).toBe(expected);
    const file = await fetch(`${api.url}/resume/${resume.id}/file`, { headers: { authorization: `Bearer ${dana.token}` } });
    expect([file.status, await file.text()]).toEqual([200, resumeText]);
    await api.call('DELETE', `/resume/${resume.id}`, { token: dana.token });
  });

  test('is judged by its content, whatever it is called', async () => {
    expect((await uploaded(await docxOf(), { name: 'resume.exe' })).fileName).toBe('resume.docx');
  });

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, number, string]>([
    ['a scan', scannedPdf, 422, 'resume-without-text'],
    ['nothing', () => Buffer.alloc(0), 422, 'file-empty'],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]), 415, 'unsupported-file'],
    ['more than 10 MB', () => Buffer.alloc(resumeLimits.fileBytes + 1, 32), 413, 'too-large'],
    ['a letter', () => Buffer.from('Dear neighbour, '.repeat(30)), 422, 'not-a-resume'],
  ])('of %s is refused and leaves nothing behind', async (_, make, status, kind) => {
    const before = await api.context.files.list('resumes/');
    const { problem } = await upload(await make());
    expect([problem?.status, problem?.type, problem?.retryable]).toEqual([status, `/problems/${kind}`, false]);
    expect(await api.context.files.list('resumes/')).toEqual(before);
  });

  test('in another form is refused with the form that is wanted', async () => {
    const text = Buffer.from(resumeText);
    expect((await api.call('POST', '/resume/upload', { token: dana.token, body: {} })).problem).toMatchObject({ status: 415, detail: expect.stringContaining('multipart/form-data') as string });
    expect((await upload(text, { field: 'cv' })).problem).toMatchObject({ status: 400, errors: [{ path: 'cv' }] });
    expect((await upload(text, { more: (form) => form.append('file', new Blob(['x']), 'other.txt') })).problem).toMatchObject({ status: 400 });
    expect((await upload(text, { targetRole: 'x'.repeat(121) })).problem).toMatchObject({ status: 400, errors: [{ path: 'targetRole' }] });
    const headers = { authorization: `Bearer ${dana.token}`, 'content-type': 'multipart/form-data; boundary=x' };
    expect((await fetch(`${api.url}/resume/upload`, { method: 'POST', headers, body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf' })).status).toBe(400);
    expect((await fetch(`${api.url}/resume/upload`, { method: 'POST', headers, body: '--x--\r\n' })).status).toBe(400);
  });
});

test('the corrected text is confirmed, taken apart anew, and does not change the file', async () => {
  const { id } = await uploaded();
  const text = 'Dana Reyes\n\nProjects\nA compiler for Lua in Rust';
  const changed = await api.call('PATCH', `/resume/${id}`, { token: dana.token, body: { text } });
  expect(changed.body).toMatchObject({ confirmed: true, text, targetRole: null, sections: [{ kind: 'contact' }, { kind: 'projects', heading: 'Projects' }] });
  expect((await api.call('PATCH', `/resume/${id}`, { token: dana.token, body: { targetRole: 'Compiler engineer' } })).body).toMatchObject({ text, targetRole: 'Compiler engineer' });
  expect((await api.call('PATCH', `/resume/${id}`, { token: dana.token, body: { text: ' ' } })).problem).toMatchObject({ status: 400, errors: [{ path: 'text' }] });
  expect((await fetch(`${api.url}/resume/${id}/file`, { headers: { authorization: `Bearer ${dana.token}` } })).status).toBe(200);
});

test('a deleted résumé is gone: row, file and analyses', async () => {
  const { id } = await uploaded();
  const analysis = (await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId: id } })).body as { id: string };
  expect((await api.call('DELETE', `/resume/${id}`, { token: dana.token })).status).toBe(204);
  for (const path of [`/resume/${id}`, `/resume/${id}/file`, `/resume/analysis/${analysis.id}`]) expect((await api.call('GET', path, { token: dana.token })).status, path).toBe(404);
  expect(await api.context.files.list(keys.resume(dana.id, id))).toEqual([]);
  expect((await api.call('DELETE', `/resume/${id}`, { token: dana.token })).status).toBe(404);
});

test("someone else's résumé looks as if it were not there, whoever asks", async () => {
  const { id } = await uploaded();
  const analysis = (await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId: id } })).body as { id: string };
  const coach = await api.signUp('coach');
  const admin = await api.signUp('admin');
  for (const { token } of [stranger, coach, admin]) {
    const answers = await Promise.all([
      api.call('GET', `/resume/${id}`, { token }),
      api.call('GET', `/resume/${id}/file`, { token }),
      api.call('PATCH', `/resume/${id}`, { token, body: { text: 'mine now' } }),
      api.call('DELETE', `/resume/${id}`, { token }),
      api.call('POST', '/resume/analyze', { token, body: { resumeId: id } }),
      api.call('GET', `/resume/analysis/${analysis.id}`, { token }),
      api.call('GET', `/resume/${id}/analyses`, { token }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    expect((await api.call('GET', '/resume', { token })).body).toEqual({ items: [] });
    expect((await api.call('POST', '/interviews', { token, body: { type: 'hr', role: 'x', level: 'mid', resumeId: id } })).problem).toMatchObject({ status: 400, errors: [{ path: 'resumeId' }] });
  }
  expect((await api.call('GET', `/resume/${id}`)).status).toBe(401);
  expect((await api.call('GET', `/resume/${id}`, { token: dana.token })).status).toBe(200);
});

test('an interview may name a résumé, and goes on without it when it is deleted', async () => {
  const { id: resumeId } = await uploaded();
  const interview = await api.plan(dana.token, { resumeId });
  expect(interview.resumeId).toBe(resumeId);
  await api.call('DELETE', `/resume/${resumeId}`, { token: dana.token });
  expect((await api.call('GET', `/interviews/${interview.id}`, { token: dana.token })).body).toMatchObject({ interview: { resumeId: null } });
});

test('an analysis is taken on, and one of a résumé that is not there is not', async () => {
  const { id: resumeId } = await uploaded();
  const begun = await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId, jobDescription: 'You know Kubernetes.' } });
  expect([begun.status, begun.body]).toEqual([202, expect.objectContaining({ resumeId, status: 'queued', percent: 0, result: null, failure: null })]);
  const later = (await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId, targetRole: 'Lead engineer' } })).body as { id: string };
  const listed = await api.call('GET', `/resume/${resumeId}/analyses`, { token: dana.token });
  expect(listed.body).toEqual({ items: [
    expect.objectContaining({ id: later.id, targetRole: 'Lead engineer', jobDescription: null, matchScore: null, status: 'queued', current: true }),
    expect.objectContaining({ id: (begun.body as { id: string }).id, jobDescription: 'You know Kubernetes.' }),
  ] });
  expect((await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId: randomUUID() } })).status).toBe(404);
  expect((await api.call('POST', '/resume/analyze', { token: dana.token, body: { resumeId, jobDescription: 'x'.repeat(20_001) } })).problem).toMatchObject({ status: 400, errors: [{ path: 'jobDescription' }] });
});

test('nobody keeps more résumés than the limit', async () => {
  const collector = await api.signUp();
  for (let kept = 1; kept < resumeLimits.perPerson; kept += 1) {
    await createResume(api.context.database, { id: randomUUID(), userId: collector.id, fileKey: 'none', fileName: 'a.txt', format: 'text', sizeBytes: 1, pages: null, targetRole: null, text: 'x', readability: [] }, resumeLimits.perPerson);
  }
  const both = await Promise.all([1, 2].map(() => upload(Buffer.from(resumeText), { token: collector.token })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(both.find(({ status }) => status === 409)?.problem).toMatchObject({ type: '/problems/too-many' });
  const { items } = (await api.call('GET', '/resume', { token: collector.token })).body as { items: Resume[] };
  expect(items).toHaveLength(resumeLimits.perPerson);
  expect(await api.context.files.list(keys.resumes(collector.id))).toHaveLength(1);
});

/** With a part that is away. */
async function without(change: (settings: Settings) => Settings, body: (broken: TestApi, token: string) => Promise<void>): Promise<void> {
  const broken = await startTestApi(inject('env'), { settings: change });
  try {
    await body(broken, (await broken.signUp()).token);
  } finally {
    await broken.stop();
  }
}

test('while the file store is away an upload says that it may be tried again, and leaves no row', async () => {
  await without((settings) => ({ ...settings, files: { ...settings.files, endpoint: 'http://127.0.0.1:9' } }), async (broken, token) => {
    expect((await upload(Buffer.from(resumeText), { to: broken, token })).problem).toMatchObject({ status: 503, retryable: true, detail: expect.stringContaining('file store') as string });
    expect((await broken.call('GET', '/resume', { token })).body).toEqual({ items: [] });
  });
});

test('without an encryption key no résumé is taken', async () => {
  await without((settings) => ({ ...settings, files: { ...settings.files, encryptionKeys: [] } }), async (broken, token) => {
    expect((await upload(Buffer.from(resumeText), { to: broken, token })).problem).toMatchObject({ status: 503, detail: expect.stringContaining('encrypted') as string });
    expect(await broken.context.files.list('resumes/')).toEqual([]);
  });
});

test('while Temporal is away an analysis is refused and none stays queued for nobody', async () => {
  await without((settings) => ({ ...settings, temporal: { ...settings.temporal, address: '127.0.0.1:9' } }), async (broken, token) => {
    const { body } = await upload(Buffer.from(resumeText), { to: broken, token });
    expect((await broken.call('POST', '/resume/analyze', { token, body: { resumeId: (body as ResumeWithText).id } })).problem).toMatchObject({ status: 503, retryable: true });
    expect(await broken.context.database.selectFrom('resumeAnalyses').select('id').execute()).toEqual([]);
    await broken.context.files.remove('resumes/');
  });
});
