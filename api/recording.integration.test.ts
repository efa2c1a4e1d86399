import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { workflowIds, workflowNames, type Recording, type RecordingAddress } from '@greenroom/contracts';
import { savePeaks, setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { createRecordingAddresses } from './recordings/addresses.ts';
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
async function addressOf(id: string): Promise<string> {
  const { body } = await api.call('GET', `/interviews/${id}/recording/address`, { token });
  return new URL((body as RecordingAddress).url, api.url).href;
}
/** As a player does it: with the address alone. */
const get = async (id: string, headers: Record<string, string> = {}, method = 'GET') => fetch(await addressOf(id), { method, headers });
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
    const { problem } = await api.call('GET', `/interviews/${id}/recording/address`, { token });
    return [problem?.status, problem?.retryable];
  };
  for (const status of [undefined, 'recording', 'joining'] as const) expect(await retryable(await interviewWith(status))).toEqual([404, true]);
  expect(await retryable(await interviewWith('missing'))).toEqual([404, false]);
  const over = await interviewWith(undefined);
  await setInterviewStatus(api.context.database, over, ['in_progress'], 'abandoned');
  expect(await retryable(over)).toEqual([404, false]);
  const gone = await interviewWith('ready');
  await api.context.files.remove(keys.interview(gone));
  expect((await get(gone)).status).toBe(404);
});

test('an address works for its interview and until its end, and says when that is', async () => {
  const [id, other] = [await interviewWith('ready'), await interviewWith('ready')];
  const { body } = await api.call('GET', `/interviews/${id}/recording/address`, { token });
  const { url, expiresAt } = body as RecordingAddress;
  const seconds = (Date.parse(expiresAt) - Date.now()) / 1_000;
  expect([seconds > 3_500, seconds <= 3_600]).toEqual([true, true]);
  const tried = async (change: (address: URL) => void) => {
    const address = new URL(url, api.url);
    change(address);
    const response = await fetch(address);
    const answer = response.ok ? undefined : ((await response.json()) as { type: string }).type;
    await response.body?.cancel().catch(() => undefined);
    return [response.status, answer];
  };
  const refused = [403, '/problems/address-not-valid'];
  expect(await tried(() => undefined)).toEqual([200, undefined]);
  expect(await tried((address) => (address.pathname = address.pathname.replace(id, other)))).toEqual(refused);
  expect(await tried((address) => address.searchParams.set('expires', String(Number(address.searchParams.get('expires')) + 1)))).toEqual(refused);
  expect(await tried((address) => address.searchParams.set('signature', 'A'.repeat(43)))).toEqual(refused);
  expect(await tried((address) => address.searchParams.delete('signature'))).toEqual([400, '/problems/invalid-request']);
  const past = api.context.recordings.sign(id, new Date(Date.now() - 1_000));
  expect((await fetch(new URL(past.url, api.url))).status).toBe(403);
});

test('after a change of keys the old addresses work as long as the old key is kept', async () => {
  const { keys: signingKeys } = JSON.parse(api.settings.api.signingKeys) as { keys: unknown[] };
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const fresh = { kty: 'OKP', crv: 'Ed25519', kid: 'new', d, x };
  const id = await interviewWith('ready');
  const address = new URL(await addressOf(id)).searchParams;
  const given = [id, Number(address.get('expires')), address.get('signature') ?? ''] as const;
  expect(createRecordingAddresses(JSON.stringify({ keys: [fresh, ...signingKeys] }), 60).isValid(...given)).toBe(true);
  expect(createRecordingAddresses(JSON.stringify({ keys: [fresh] }), 60).isValid(...given)).toBe(false);
});

test('what draws a recording comes when it is there; an older one is measured when it is first asked for, and what is gone is not waited for', async () => {
  const ask = (id: string) => api.call('GET', `/interviews/${id}/recording/peaks`, { token });
  const ready = await interviewWith('ready');
  const peaks = { perSecond: 20, candidate: Array.from({ length: 72_000 }, (_, index) => index % 101), interviewer: Array.from({ length: 72_000 }, () => 0) };
  await savePeaks(api.context.database, ready, peaks);
  expect((await ask(ready)).body).toEqual(peaks);

  const workflow = (id: string) => api.context.durable.client.workflow.getHandle(workflowIds.drawPeaks(id)).describe();
  const older = await interviewWith('ready');
  for (const reply of [await ask(older), await ask(older)]) expect(reply.problem).toMatchObject({ status: 404, type: '/problems/not-ready', retryable: true });
  expect((await workflow(older)).type).toBe(workflowNames.drawPeaks);

  for (const status of [undefined, 'recording', 'joining'] as const) expect((await ask(await interviewWith(status))).problem).toMatchObject({ type: '/problems/not-ready', retryable: true });
  for (const status of ['missing', 'expired'] as const) {
    const id = await interviewWith(status);
    expect((await ask(id)).problem).toMatchObject({ type: '/problems/not-found', retryable: false });
    await expect(workflow(id)).rejects.toThrow();
  }
});

test('a player that leaves in the middle does no harm', async () => {
  const id = await interviewWith('ready');
  const address = await addressOf(id);
  for (let round = 0; round < 60; round += 1) {
    const leave = new AbortController();
    const response = await fetch(address, { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
  }
  // More rounds than the store's client has connections: a leaked one would show here.
  expect((await bytes(await get(id))).length).toBe(content.length);
});
