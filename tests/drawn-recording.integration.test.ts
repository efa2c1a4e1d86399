/** A recording from before peaks were kept: asked for, measured by a worker, drawn. Real API, real workers. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Peaks } from '@greenroom/contracts';
import { setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { startOpusEncoder } from '@greenroom/workflows/recording/ffmpeg';
import { recordingFormat } from '@greenroom/workflows/recording/format';
import { startAccountSystem, type AccountSystem } from './account/account-system.ts';

let system: AccountSystem;
beforeAll(async () => {
  system = await startAccountSystem(inject('env'));
});
afterAll(() => system.stop());

test('whoever asks for the peaks of an older recording has them a little later', async () => {
  const { api } = system;
  const { token } = await system.person();
  const { id } = await api.plan(token);
  const folder = await mkdtemp(join(tmpdir(), 'older-'));
  const encoder = startOpusEncoder(join(folder, 'recording.ogg'));
  const tone = new Int16Array(2 * recordingFormat.sampleRate * 2).map((_, index) => (index % 2 === 1 ? Math.round(16_000 * Math.sin(index / 20)) : 0));
  encoder.process.stdin.end(Buffer.from(tone.buffer));
  await encoder.ended;
  await startInterview(api.context.database, id, Date.now());
  await setInterviewStatus(api.context.database, id, ['in_progress'], 'completed');
  await api.context.files.put(keys.recording(id), await readFile(join(folder, 'recording.ogg')), recordingFormat.contentType);
  await upsertRecording(api.context.database, { interviewId: id, status: 'ready', contentType: recordingFormat.contentType, durationSeconds: 2, offsetSeconds: 0, sizeBytes: 1, segments: 1 });
  await rm(folder, { recursive: true });

  const ask = () => api.call('GET', `/interviews/${id}/recording/peaks`, { token });
  expect((await ask()).problem).toMatchObject({ type: '/problems/not-ready', retryable: true });
  await expect.poll(async () => (await ask()).status, { timeout: 20_000, interval: 300 }).toBe(200);
  const peaks = Peaks.parse((await ask()).body);
  expect([peaks.perSecond, peaks.candidate.length, peaks.interviewer.length]).toEqual([20, 40, 40]);
  expect(peaks.candidate.every((peak) => peak < 5)).toBe(true);
  expect(peaks.interviewer.every((peak) => peak > 35 && peak < 70)).toBe(true);
});
