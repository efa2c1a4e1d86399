import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Recording } from '@greenroom/contracts';
import { setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const content = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));

async function interviewWith(status: Recording['status'] | undefined): Promise<string> {
  const { id } = await api.plan(token);
  await startInterview(api.context.database, id, Date.now());
  if (status === undefined) return id;
  await upsertRecording(api.context.database, { interviewId: id, status, contentType: 'audio/ogg; codecs=opus', durationSeconds: 10, offsetSeconds: 0.5, sizeBytes: content.length, segments: 1 });
  if (status === 'ready') await api.context.files.put(keys.recording(id), content, 'application/octet-stream');
  return id;
}
const get = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${api.url}/interviews/${id}/recording`, { method, headers: { authorization: `Bearer ${token}`, ...headers } });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('the whole recording comes with its type and length, and says that ranges are taken', async () => {
  const response = await get(await interviewWith('ready'));
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'audio/ogg; codecs=opus', 'content-length': '1000000', 'accept-ranges': 'bytes', etag: expect.stringMatching(/^".+"$/) as string });
  expect((await bytes(response)).equals(content)).toBe(true);
});

test.each([
  ['bytes=0-99', 'bytes 0-99/1000000', 0, 100],
  ['bytes=999000-', 'bytes 999000-999999/1000000', 999_000, 1_000_000],
  ['bytes=-5', 'bytes 999995-999999/1000000', 999_995, 1_000_000],
  ['bytes=999999-2000000', 'bytes 999999-999999/1000000', 999_999, 1_000_000],
])('the range %s gives exactly those bytes', async (range, contentRange, from, to) => {
  const response = await get(await interviewWith('ready'), { range });
  expect([response.status, response.headers.get('content-range'), response.headers.get('content-length')]).toEqual([206, contentRange, String(to - from)]);
  expect((await bytes(response)).equals(content.subarray(from, to))).toBe(true);
});

test('a range outside the file is refused with the file’s size', async () => {
  const response = await get(await interviewWith('ready'), { range: 'bytes=5000000-' });
  expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000000']);
  expect(await response.json()).toMatchObject({ type: '/problems/range-not-satisfiable', retryable: false });
});

test.each(['bytes=9-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b', 'bytes=-'])('the range %s is ignored, as a server may', async (range) => {
  const response = await get(await interviewWith('ready'), { range });
  expect([response.status, (await bytes(response)).length]).toEqual([200, content.length]);
});

test('HEAD tells all and sends nothing', async () => {
  const response = await get(await interviewWith('ready'), {}, 'HEAD');
  expect([response.status, response.headers.get('content-length'), response.headers.get('accept-ranges')]).toEqual([200, '1000000', 'bytes']);
  expect(await response.text()).toBe('');
});

test('who has the file already is not sent it again, and a part of an older file is not mixed with a newer one', async () => {
  const id = await interviewWith('ready');
  const etag = (await get(id, {}, 'HEAD')).headers.get('etag') ?? '';
  expect((await get(id, { 'if-none-match': etag })).status).toBe(304);
  expect((await get(id, { 'if-none-match': '"other"' })).status).toBe(200);
  expect((await get(id, { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(206);
  expect((await get(id, { 'if-range': '"other"', range: 'bytes=0-9' })).status).toBe(200);
});

test('a recording that is not there yet is worth another try, one that never will be is not', async () => {
  const retryable = async (id: string) => {
    const response = await get(id);
    return [response.status, ((await response.json()) as { retryable: boolean }).retryable];
  };
  for (const status of [undefined, 'recording', 'joining'] as const) expect(await retryable(await interviewWith(status))).toEqual([404, true]);
  expect(await retryable(await interviewWith('missing'))).toEqual([404, false]);
  const over = await interviewWith(undefined);
  await setInterviewStatus(api.context.database, over, ['in_progress'], 'abandoned');
  expect(await retryable(over)).toEqual([404, false]);
  const gone = await interviewWith('ready');
  await api.context.files.remove(keys.interview(gone));
  expect(await retryable(gone)).toEqual([404, false]);
});

test('a player that leaves in the middle does no harm', async () => {
  const id = await interviewWith('ready');
  for (let round = 0; round < 60; round += 1) {
    const leave = new AbortController();
    const response = await fetch(`${api.url}/interviews/${id}/recording`, { headers: { authorization: `Bearer ${token}` }, signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
  }
  // More rounds than the store's client has connections: a leaked one would show here.
  expect((await bytes(await get(id))).length).toBe(content.length);
});
