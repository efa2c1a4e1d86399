/** Reading interviews: by pages and by words, as captions and on paper. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { unmeasured, type Interview, type ListedInterview } from '@greenroom/contracts';
import { putScoreOverride, saveReport, saveTurn, startInterview, upsertRecording } from '@greenroom/database';
import { exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let dana: { id: string; token: string };
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  dana = await api.signUp();
});
afterAll(() => api.stop());

async function held(role = 'Engineer', offsetSeconds: number | null = null): Promise<Interview> {
  const { database } = api.context;
  const interview = await api.plan(dana.token, { role });
  await startInterview(database, interview.id, Date.UTC(2026, 0, 2));
  await saveTurn(database, exampleTurn(interview.id, 1));
  await saveReport(database, exampleReport(interview.id));
  if (offsetSeconds !== null) await upsertRecording(database, { interviewId: interview.id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 60, offsetSeconds, sizeBytes: 1, segments: 1 });
  return interview;
}
const list = async (query: string, token = dana.token) => {
  const { status, body, problem } = await api.call('GET', `/interviews?${query}`, { token });
  return { status, problem, ...(body as { items: ListedInterview[]; nextCursor: string | null }) };
};
const get = (path: string, accept?: string) => fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${dana.token}`, ...(accept === undefined ? {} : { accept }) } });

test('pages lead from the newest to the oldest, and the last one says so', async () => {
  const { token } = await api.signUp();
  const planned: string[] = [];
  for (let nth = 0; nth < 5; nth += 1) planned.unshift((await api.plan(token)).id);
  const first = await list('limit=2', token);
  const second = await list(`limit=2&cursor=${first.nextCursor}`, token);
  const third = await list(`limit=2&cursor=${second.nextCursor}`, token);
  expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(planned);
  expect(third.nextCursor).toBeNull();
  expect((await list('limit=5', token)).nextCursor).toBeNull();
});

test('words are found with the place where they stand', async () => {
  const { id } = await held('Lighthouse keeper');
  expect((await list('q=lighthouses')).items).toMatchObject([{ id, found: { where: 'role', snippet: [{ text: 'Lighthouse', hit: true }, { text: ' keeper', hit: false }] } }]);
  expect((await list(`q=${encodeURIComponent('"shipped it"')}&limit=1`)).items[0]?.found).toMatchObject({ where: 'candidate', questionId: 'q1', at: 10.125 });
  expect((await list('q=submarine')).items).toEqual([]);
});

test('filters are taken together', async () => {
  const { id } = await held();
  const now = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
  expect((await list(`status=in_progress&type=behavioral&to=${now}&limit=100`)).items.map((each) => each.id)).toContain(id);
  expect((await list(`from=${now}`)).items).toEqual([]);
  expect((await list('type=hr')).items).toEqual([]);
});

test.each(['cursor=abc', `cursor=${Buffer.from('[1,"x"]').toString('base64url')}`, 'limit=0', 'limit=101', 'type=singing', 'whose=all', 'from=yesterday', 'q=', `q=${'x'.repeat(201)}`])('%s is refused with the place', async (query) => {
  const { status, problem } = await list(query);
  expect([status, problem?.errors?.[0]?.path]).toEqual([400, query.split('=')[0]]);
});

test('the transcript is JSON, captions on the recording’s axis, or text: by ?format, or by what the caller likes best', async () => {
  const { id } = await held('Engineer', 0.125);
  const path = `/interviews/${id}/transcript`;
  expect(await (await get(path)).json()).toEqual({ turns: [unmeasured(exampleTurn(id, 1))] });
  const captions = await get(`${path}?format=vtt`);
  expect(captions.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
  expect(await captions.text()).toBe('WEBVTT\n\n1-1\n00:00:10.000 --> 00:00:12.500\n<v Dana Reyes>Um, we shipped it.</v>\n');
  const text = await get(path, 'text/plain');
  expect([text.headers.get('content-type'), text.headers.get('vary')]).toEqual(['text/plain; charset=utf-8', expect.stringMatching(/accept/i)]);
  expect(await text.text()).toContain('[0:10] Dana Reyes: Um, we shipped it.');
  expect((await get(path, 'text/vtt')).headers.get('content-type')).toMatch(/^text\/vtt/);
  expect((await get(path, '*/*')).headers.get('content-type')).toMatch(/^application\/json/);
  expect((await get(`${path}?format=srt`)).status).toBe(400);
});

test('the report is JSON or a PDF file, with coaches’ scores in both', async () => {
  const { id } = await held();
  const coach = await api.signUp('coach');
  await putScoreOverride(api.context.database, { interviewId: id, coachId: coach.id, dimension: 'content', value: 71, reason: 'The result was named.' });
  const path = `/interviews/${id}/report`;
  expect(await (await get(path)).json()).toMatchObject({ scores: { content: { value: 55.5 } }, overrides: [{ dimension: 'content', value: 71 }] });
  for (const reply of [await get(`${path}?format=pdf`), await get(path, 'application/pdf')]) {
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('content-disposition')]).toEqual([200, 'application/pdf', 'inline; filename="interview-report-2026-01-02.pdf"']);
    const file = Buffer.from(await reply.arrayBuffer());
    expect([file.subarray(0, 5).toString(), file.length > 10_000]).toEqual(['%PDF-', true]);
  }
});

test.each(['report?format=pdf', 'transcript?format=vtt', 'transcript?format=txt'])('%s has a version: whoever has it gets 304 and no body, until something changes', async (what) => {
  const { id } = await held('Engineer', 0);
  const ask = (version?: string) => fetch(`${api.url}/interviews/${id}/${what}`, { headers: { authorization: `Bearer ${dana.token}`, ...(version === undefined ? {} : { 'if-none-match': version }) } });
  const first = await ask();
  const version = first.headers.get('etag') ?? '';
  expect([version, first.headers.get('cache-control')]).toEqual([expect.stringMatching(/^"[\w-]{27}"$/), 'private, no-cache']);
  const again = await ask(version);
  expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, version, '']);
  expect((await ask('"another"')).status).toBe(200);
  await saveTurn(api.context.database, exampleTurn(id, 2, { text: 'And it worked.', words: [], marks: [] }));
  await saveReport(api.context.database, exampleReport(id, { summary: 'You answered it twice.' }));
  expect((await ask(version)).status).toBe(200);
});

test('while a report is printed, other requests are answered', async () => {
  const { id } = await held('ラーメン 職人');
  const printing = get(`/interviews/${id}/report?format=pdf`).then((reply) => reply.arrayBuffer());
  let slowest = 0;
  let printed = false;
  void printing.then(() => (printed = true));
  while (!printed) {
    const since = performance.now();
    await api.call('GET', `/interviews/${id}`, { token: (await api.signUp()).token });
    slowest = Math.max(slowest, performance.now() - since);
  }
  expect(slowest).toBeLessThan(1_500);
});
