/** The real workflow, activities and recorder, with interviewers that are killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { identities, roomName, signals, taskQueues, workflowIds, workflowNames, type InterviewInput, type InterviewProgress, type LiveEvent, type Turn } from '@greenroom/contracts';
import { createInterview, createUser, findInterview, findRecording, findReport, saveTurn, startInterview } from '@greenroom/database';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Context } from './context.ts';
import { joinSpeaking } from './recording/speaking-participant.ts';
import { startTestWorkers, type TestWorkers } from './testing.ts';

const env = inject('env');
const agentName = `interviewer-${randomUUID()}`;
let workers: TestWorkers;
let context: Context;
let agentWorker: ChildProcess;

/** Forked, so that it inherits no file of the tests; its jobs are its children. */
function startAgentWorker(): ChildProcess {
  return fork(fileURLToPath(new URL('./agent-for-tests/worker.ts', import.meta.url)), [agentName], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

beforeAll(async () => {
  workers = await startTestWorkers(env, { agentName });
  ({ context } = workers);
  agentWorker = startAgentWorker();
});
afterAll(async () => {
  agentWorker.kill('SIGKILL');
  await workers.stop();
});

/** What the interview tells, and when it came. */
function listen(interviewId: string) {
  const heard: { event: LiveEvent; at: number }[] = [];
  const stop = new AbortController();
  void (async () => {
    for await (const { event } of context.events.follow(interviewId, { after: '0', signal: stop.signal })) heard.push({ event, at: performance.now() });
  })();
  const interviewer = (attempt: number) => {
    for (const { event, at } of heard) {
      const pid = event.type === 'notice' ? new RegExp(`interviewer ${attempt} is process (\\d+)`).exec(event.text)?.[1] : undefined;
      if (pid !== undefined) return { pid: Number(pid), at };
    }
    return undefined;
  };
  return { heard, stop: () => stop.abort(), interviewer: (attempt: number) => expect.poll(() => interviewer(attempt), { timeout: 30_000, interval: 50 }).toBeDefined().then(() => interviewer(attempt) as { pid: number; at: number }) };
}

const turn = (interviewId: string, seq: number, speaker: Turn['speaker'], text: string): Turn => ({
  interviewId, seq, speaker, kind: speaker === 'candidate' ? 'answer' : 'question', questionId: 'q1', text, startedAt: seq * 10, endedAt: seq * 10 + 8,
  words: text.split(' ').map((word, index) => ({ text: word, start: seq * 10 + index * 0.4, end: seq * 10 + index * 0.4 + 0.3, estimated: true })),
  marks: [], measures: null, responseDelayMs: 500, typed: false, interrupted: false,
});

test('an interviewer is replaced within 10 s when its process or its whole worker is killed, and the report covers the interview', { timeout: 180_000 }, async () => {
  const { id: userId } = await createUser(context.database, { email: 'b@example.org', passwordHash: 'x', fullName: 'B', role: 'candidate' });
  const { id: interviewId } = await createInterview(context.database, {
    userId, type: 'behavioral', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null,
    questions: [{ id: 'q1', text: 'Tell me about a conflict.', competency: 'conflict', expectedPoints: ['listening'], probes: [], timeBudgetSeconds: 60 }],
  });
  const clockStartedAt = Date.now();
  await startInterview(context.database, interviewId, clockStartedAt);
  await context.rooms.createRoom({ name: roomName(interviewId), emptyTimeout: 300, departureTimeout: 300 });
  const news = listen(interviewId);
  const input: InterviewInput = { interviewId, mode: 'spoken', clockStartedAt, joinTimeoutSeconds: 60, absenceTimeoutSeconds: 60, maxDurationSeconds: 170, pauseLimitSeconds: 60 };
  const { client } = workers;
  const handle: WorkflowHandle = await client.workflow.start(workflowNames.interview, { taskQueue: taskQueues.interviews, workflowId: workflowIds.interview(interviewId), args: [input] });
  const candidate = await joinSpeaking(context.livekit, interviewId, identities.candidate(userId), 'candidate');
  await handle.signal(signals.participantJoined, { identity: identities.candidate(userId), atMs: Date.now() });

  const first = await news.interviewer(1);
  let killedAt = performance.now();
  process.kill(first.pid, 'SIGKILL');
  const second = await news.interviewer(2);
  const afterProcess = (second.at - killedAt) / 1000;

  await pause(1_000);
  killedAt = performance.now();
  agentWorker.kill('SIGKILL');
  process.kill(second.pid, 'SIGKILL');
  // What supervises it needs a moment to notice and start it again.
  await pause(2_500);
  agentWorker = startAgentWorker();
  const third = await news.interviewer(3);
  const afterWorker = (third.at - killedAt) / 1000;
  console.log(`back after ${afterProcess.toFixed(1)} s (process killed), ${afterWorker.toFixed(1)} s (worker killed, started again after 2.5 s)`);
  expect(afterProcess).toBeLessThan(10);
  expect(afterWorker).toBeLessThan(20);
  const inRoom = (await context.rooms.listParticipants(roomName(interviewId))).map(({ identity }) => identity);
  expect(inRoom.filter((identity) => identity.startsWith('interviewer-'))).toEqual([identities.agent(3)]);

  await saveTurn(context.database, turn(interviewId, 0, 'interviewer', 'Tell me about a conflict.'));
  await saveTurn(context.database, turn(interviewId, 1, 'candidate', 'um so I had a conflict with a colleague about the deadline and I listened to him and we agreed on a plan that worked'));
  await handle.signal(signals.end, 'candidate_ended');
  const endedAt = performance.now();
  const progress = (await handle.result()) as InterviewProgress;
  console.log(`report ${((performance.now() - endedAt) / 1000).toFixed(1)} s after the end`);
  expect(progress).toMatchObject({ phase: 'completed', agentAttempts: 3, endReason: 'candidate_ended' });
  expect(await findInterview(context.database, interviewId)).toMatchObject({ status: 'completed', duration: expect.any(Number) as number });
  expect(await findReport(context.database, interviewId)).toMatchObject({ notices: [expect.stringContaining('restored 2 times')], measures: { fillerCount: 1 } });
  const recording = await findRecording(context.database, interviewId);
  expect(recording).toMatchObject({ status: 'ready' });
  expect(Math.abs((recording?.durationSeconds ?? 0) + (recording?.offsetSeconds ?? 0) - (progress.endReason === null ? 0 : (endedAt + performance.timeOrigin - clockStartedAt) / 1000))).toBeLessThan(3);
  expect(news.heard.map(({ event }) => event.type)).toEqual(expect.arrayContaining(['agent:state', 'notice', 'report:progress', 'interview:complete']));
  expect(await context.rooms.listRooms([roomName(interviewId)])).toEqual([]);
  news.stop();
  await candidate.leave();
});
