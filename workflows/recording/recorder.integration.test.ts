/** The recorder against real servers: what is heard in the room stands at its right time in the file. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identities, roomName } from '@greenroom/contracts';
import { createInterview, createUser, findPeaks, findRecording, migrate, startInterview, upsertRecording } from '@greenroom/database';
import { createTestDatabase } from '@greenroom/database/testing';
import { keys } from '@greenroom/files';
import { loadSettings } from '@greenroom/settings';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ActivityCancellationDetails } from '@temporalio/common';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { recordingActivities } from '../activities/recording.ts';
import { closeContext, createContext, type Context } from '../context.ts';
import { startFfmpeg, startOpusEncoder } from './ffmpeg.ts';
import { recordingFormat } from './format.ts';
import { createRecorderActivities } from './record-interview.ts';
import { clickAndWait, joinListening, joinSpeaking, loud } from './speaking-participant.ts';
import { wallClock } from './wall-clock.ts';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let context: Context;
let userId: string;

beforeAll(async () => {
  const env = inject('env');
  testDatabase = await createTestDatabase(env.DATABASE_URL as string);
  context = await createContext({ ...loadSettings(env), database: { url: testDatabase.url } }, pino({ level: 'silent' }));
  await migrate(context.database);
  await context.files.ensureBucket();
  userId = (await createUser(context.database, { email: 'a@example.org', passwordHash: 'x', fullName: 'A', role: 'candidate' })).id;
});
afterAll(async () => {
  await closeContext(context);
  await testDatabase.drop();
});

async function startedInterview(): Promise<{ interviewId: string; clockStartedAt: number }> {
  const { id } = await createInterview(context.database, {
    userId, type: 'hr', role: 'r', level: 'mid', language: 'en', jobDescription: null,
    questions: [{ id: 'q1', text: 't', competency: 'c', expectedPoints: [], probes: [], timeBudgetSeconds: 60 }],
  });
  const clockStartedAt = Date.now() - 5_000;
  await startInterview(context.database, id, clockStartedAt);
  await context.rooms.createRoom({ name: roomName(id) });
  return { interviewId: id, clockStartedAt };
}

/** Runs the recorder as Temporal would. `stop`: the workflow cancels it; `shutDown`: its process stops. */
function startRecorder(input: { interviewId: string; clockStartedAt: number }) {
  const environment = new MockActivityEnvironment();
  const ended = environment.run(createRecorderActivities(context).recordInterview, input);
  ended.catch(() => undefined);
  return {
    ended,
    stop: () => environment.cancel('CANCELLED', new ActivityCancellationDetails({ cancelRequested: true })),
    shutDown: () => environment.cancel('WORKER_SHUTDOWN', new ActivityCancellationDetails({ workerShutdown: true })),
  };
}

/** Seconds in the file at which a channel becomes loud. */
async function clicksIn(file: Buffer, channel: 0 | 1): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clicks-'));
  try {
    const path = join(folder, 'recording.ogg');
    await writeFile(path, file);
    const { process: child } = startFfmpeg(['-i', path, '-f', 's16le', '-ar', String(recordingFormat.sampleRate), '-ac', '2', 'pipe:1']);
    const samples = await buffer(child.stdout);
    const clicks: number[] = [];
    for (let frame = 0; frame < samples.length / 4; frame += 1) {
      const seconds = frame / recordingFormat.sampleRate;
      if (Math.abs(samples.readInt16LE(frame * 4 + channel * 2)) > loud && seconds - (clicks.at(-1) ?? -1) > 0.3) clicks.push(seconds);
    }
    return clicks;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('every sound is within 100 ms of its time, over a new interviewer, a returning candidate and a recorder that is taken over', { timeout: 120_000 }, async () => {
  const input = await startedInterview();
  const { interviewId, clockStartedAt } = input;
  const livekit = context.livekit;
  const candidateId = identities.candidate(userId);
  const listener = await joinListening(livekit, interviewId);
  const first = startRecorder(input);
  await pause(1_500);
  let candidate = await joinSpeaking(livekit, interviewId, candidateId, 'candidate');
  const interviewer = await joinSpeaking(livekit, interviewId, identities.agent(1), 'interviewer');
  await pause(2_000);
  await clickAndWait(candidate);
  await clickAndWait(interviewer);
  // The interviewer dies, another one comes.
  await interviewer.leave();
  const second = await joinSpeaking(livekit, interviewId, identities.agent(2), 'interviewer');
  await pause(2_000);
  await clickAndWait(second);
  // The candidate's page is loaded again.
  await candidate.leave();
  await pause(1_000);
  candidate = await joinSpeaking(livekit, interviewId, candidateId, 'candidate');
  await pause(2_000);
  await clickAndWait(candidate);
  // The recorder's process stops, another one goes on.
  first.shutDown();
  await expect(first.ended).rejects.toThrow(/another one goes on/);
  const beforeTakeover = await context.files.list(keys.recordingSegments(interviewId));
  expect(beforeTakeover.length).toBeGreaterThanOrEqual(1);
  const takenOver = startRecorder(input);
  await pause(3_000);
  await clickAndWait(candidate);
  await clickAndWait(second);
  takenOver.stop();
  expect(await takenOver.ended).toEqual({ lost: 0 });

  expect(await new MockActivityEnvironment().run(recordingActivities(context).joinRecording, input)).toMatchObject({ status: 'ready' });
  const recording = await findRecording(context.database, interviewId);
  const file = await buffer((await context.files.get(keys.recording(interviewId))).body);
  expect(recording).toMatchObject({ status: 'ready', sizeBytes: file.length });
  expect(await context.files.list(keys.recordingSegments(interviewId))).toEqual([]);

  const expected = { left: listener.heard(candidateId), right: [...listener.heard(identities.agent(1)), ...listener.heard(identities.agent(2))] };
  const found = { left: await clicksIn(file, 0), right: await clicksIn(file, 1) };
  expect(expected).toMatchObject({ left: { length: 3 }, right: { length: 3 } });
  const errors = (['left', 'right'] as const).flatMap((side) => {
    expect(found[side]).toHaveLength(expected[side].length);
    return found[side].map((seconds, index) => (seconds + (recording?.offsetSeconds ?? NaN)) * 1000 - ((expected[side][index] as number) - clockStartedAt));
  });
  console.log('milliseconds between the file and the listener:', errors.map((error) => error.toFixed(1)).join(', '));
  for (const error of errors) expect(Math.abs(error)).toBeLessThan(100);

  await Promise.all([candidate.leave(), second.leave(), listener.leave()]);
});

test('when the room is closed the recorder stores what it has and ends', async () => {
  const input = await startedInterview();
  const recorder = startRecorder(input);
  const candidate = await joinSpeaking(context.livekit, input.interviewId, identities.candidate(userId), 'candidate');
  await pause(3_000);
  await context.rooms.deleteRoom(roomName(input.interviewId));
  expect(await recorder.ended).toEqual({ lost: 0 });
  expect(await context.files.list(keys.recordingSegments(input.interviewId))).toHaveLength(1);
  await candidate.leave();
});

test('what is said in a pause is silence in the recording, also for a recorder that comes in the middle of it', { timeout: 60_000 }, async () => {
  const input = await startedInterview();
  const { interviewId } = input;
  const first = startRecorder(input);
  const candidate = await joinSpeaking(context.livekit, interviewId, identities.candidate(userId), 'candidate');
  const listener = await joinListening(context.livekit, interviewId);
  await pause(3_000);
  await clickAndWait(candidate);
  await context.events.publish(interviewId, { type: 'interview:paused', at: 1, limitSeconds: 60 });
  await pause(300);
  await clickAndWait(candidate);
  first.shutDown();
  await expect(first.ended).rejects.toThrow(/another one goes on/);
  const second = startRecorder(input);
  await pause(3_000);
  await clickAndWait(candidate);
  await context.events.publish(interviewId, { type: 'interview:resumed', at: 2 });
  await pause(300);
  await clickAndWait(candidate);
  second.stop();
  await second.ended;
  await new MockActivityEnvironment().run(recordingActivities(context).joinRecording, input);
  const file = await buffer((await context.files.get(keys.recording(interviewId))).body);
  const heard = listener.heard(identities.candidate(userId));
  expect(heard).toHaveLength(4);
  const clicks = await clicksIn(file, 0);
  expect(clicks).toHaveLength(2);
  const [from, to] = [heard[0] as number, heard[3] as number];
  expect(Math.abs((clicks[1] as number) - (clicks[0] as number) - (to - from) / 1000)).toBeLessThan(0.1);
  await Promise.all([candidate.leave(), listener.leave()]);
});

test('a coach is recorded as the interviewer while leading, and a whisper is not, also for a recorder that comes in the middle of it', { timeout: 90_000 }, async () => {
  const input = await startedInterview();
  const { interviewId } = input;
  const [coachId, otherId] = [randomUUID(), randomUUID()];
  const order = async (type: 'take_over' | 'hand_back'): Promise<void> => {
    await context.events.commands.send(interviewId, { id: randomUUID(), atMs: Date.now(), by: { userId: coachId, role: 'coach' }, command: { type } });
    await pause(1_000);
  };
  const first = startRecorder(input);
  const candidate = await joinSpeaking(context.livekit, interviewId, identities.candidate(userId), 'candidate');
  const coach = await joinSpeaking(context.livekit, interviewId, identities.coach(coachId), 'coach');
  const other = await joinSpeaking(context.livekit, interviewId, identities.coach(otherId), 'coach');
  const led: number[] = [];
  const speakLeading = async (): Promise<void> => {
    led.push(wallClock.now());
    await clickAndWait(coach);
  };
  await pause(3_000);
  await clickAndWait(coach); // whispers
  await order('take_over');
  await speakLeading();
  await clickAndWait(other); // whispers meanwhile
  first.shutDown();
  await expect(first.ended).rejects.toThrow(/another one goes on/);
  const second = startRecorder(input);
  await pause(3_000);
  await speakLeading();
  await order('hand_back');
  await clickAndWait(coach); // whispers
  await order('take_over');
  await speakLeading();
  second.stop();
  await second.ended;
  await new MockActivityEnvironment().run(recordingActivities(context).joinRecording, input);

  const file = await buffer((await context.files.get(keys.recording(interviewId))).body);
  const recording = await findRecording(context.database, interviewId);
  const zero = input.clockStartedAt + (recording?.offsetSeconds ?? NaN) * 1000;
  // On a busy machine one click may be stretched or torn; whatever else is said is a second away from it.
  const recorded = (await clicksIn(file, 1)).filter((seconds, index, all) => seconds - (all[index - 1] ?? -1) > 0.8);
  console.log('seconds from speaking to its place in the file:', recorded.map((seconds, index) => (seconds - ((led[index] ?? NaN) - zero) / 1000).toFixed(2)).join(', '));
  expect([await clicksIn(file, 0), recorded.length]).toEqual([[], 3]);
  // On the way to the room a sound takes a moment.
  recorded.forEach((seconds, index) => expect(Math.abs(seconds - ((led[index] as number) - zero) / 1000)).toBeLessThan(0.6));

  // What draws it shows the same, beside the file.
  const peaks = await findPeaks(context.database, interviewId);
  expect(peaks?.candidate.every((peak) => peak < 5)).toBe(true);
  expect(peaks?.interviewer.flatMap((peak, index) => (peak > 30 ? [index / 20] : [])).filter((second, index, all) => second - (all[index - 1] ?? -1) > 0.8)).toHaveLength(3);
  expect(peaks?.interviewer.length).toBe(Math.ceil((recording?.durationSeconds ?? 0) * 20));
  await Promise.all([candidate.leave(), coach.leave(), other.leave()]);
});

test('a recording that was joined before peaks were kept is measured afterwards, and one whose file has gone has nothing to draw', async () => {
  const [kept, gone] = [await startedInterview(), await startedInterview()];
  const folder = await mkdtemp(join(tmpdir(), 'older-'));
  const path = join(folder, 'recording.ogg');
  const encoder = startOpusEncoder(path);
  const samples = new Int16Array(3 * recordingFormat.sampleRate * 2).map((_, index) => (index % 2 === 0 ? Math.round(12_000 * Math.sin(index / 20)) : 0));
  encoder.process.stdin.end(Buffer.from(samples.buffer));
  await encoder.ended;
  const row = { status: 'ready', contentType: recordingFormat.contentType, durationSeconds: 3, offsetSeconds: 0, sizeBytes: 1, segments: 1 } as const;
  await context.files.put(keys.recording(kept.interviewId), await readFile(path), recordingFormat.contentType);
  for (const { interviewId } of [kept, gone]) {
    await upsertRecording(context.database, { interviewId, ...row });
    await new MockActivityEnvironment().run(recordingActivities(context).drawRecordingPeaks, { interviewId });
  }
  const peaks = await findPeaks(context.database, kept.interviewId);
  expect([peaks?.perSecond, peaks?.candidate.length, peaks?.interviewer.length]).toEqual([20, 60, 60]);
  expect(peaks?.candidate.every((peak) => peak > 25 && peak < 50)).toBe(true);
  expect(peaks?.interviewer.every((peak) => peak < 5)).toBe(true);
  expect(await findPeaks(context.database, gone.interviewId)).toEqual({ perSecond: 20, candidate: [], interviewer: [] });
  await rm(folder, { recursive: true });
});
