import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { identities, queries, signals, taskQueues, workflowIds, workflowNames, type EndReason, type InterviewCommand, type InterviewInput, type InterviewProgress, type OrderNotice } from '@greenroom/contracts';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { scriptedActivities, type Script, type Scripted } from './scripted-activities.ts';
import { newNamespace, untilKnown } from '../testing.ts';

const address = inject('env').TEMPORAL_ADDRESS as string;
const candidate = identities.candidate(randomUUID());
/** A busy machine begins a workflow late. */
const waiting = { timeout: 15_000 } as const;
let connection: Connection;
let native: NativeConnection;
let workflowBundle: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  connection = await Connection.connect({ address });
  native = await NativeConnection.connect({ address });
  workflowBundle = await bundleWorkflowCode({ logger: new DefaultLogger('ERROR'), workflowsPath: fileURLToPath(new URL('./index.ts', import.meta.url)) });
});
afterAll(async () => {
  await native.close();
  await connection.close();
});

interface Running { handle: WorkflowHandle; scripted: Scripted; script: Script }

/** A workflow with its own workers in a namespace of its own: the recorder's queue has one name for all. */
async function running(changes: Partial<Script>, times: Partial<InterviewInput>, body: (run: Running) => Promise<void>): Promise<void> {
  const namespace = `test-${randomUUID()}`;
  await newNamespace(connection, namespace);
  const client = new Client({ connection, namespace });
  const script: Script = { agents: [], candidatePresent: false, candidateSpoke: true, recording: 'works', report: 'works', reportLetter: null, typedQuestions: 2, typedStepMs: 0, ...changes };
  const scripted = scriptedActivities(script);
  const place = { connection: native, namespace, maxHeartbeatThrottleInterval: '200 ms' } as const;
  const workers = await untilKnown(() => Promise.all([
    Worker.create({ ...place, taskQueue: taskQueues.interviews, workflowBundle, activities: scripted.activities }),
    Worker.create({ ...place, taskQueue: taskQueues.recording, activities: scripted.recorderActivities }),
  ]));
  const done = Promise.all(workers.map((worker) => worker.run()));
  const interviewId = randomUUID();
  const input: InterviewInput = { interviewId, mode: 'spoken', clockStartedAt: Date.now(), joinTimeoutSeconds: 60, absenceTimeoutSeconds: 60, maxDurationSeconds: 60, pauseLimitSeconds: 60, ...times };
  const handle = await client.workflow.start(workflowNames.interview, { taskQueue: taskQueues.interviews, workflowId: workflowIds.interview(interviewId), args: [input] });
  try {
    await body({ handle, scripted, script });
    // What happened must be what a replay of the history says.
    await Worker.runReplayHistory({ workflowBundle }, await handle.fetchHistory());
  } finally {
    for (const worker of workers) worker.shutdown();
    await done;
  }
}

const joined = (handle: WorkflowHandle, atMs = Date.now()) => handle.signal(signals.participantJoined, { identity: candidate, atMs });
const left = (handle: WorkflowHandle, atMs = Date.now()) => handle.signal(signals.participantLeft, { identity: candidate, atMs });
const order = (handle: WorkflowHandle, { type }: { type: InterviewCommand['type'] }, id: string = randomUUID()) =>
  handle.signal(signals.command, { id: `${type} ${id}`, type, byCandidate: true } satisfies OrderNotice);
const progressOf = (handle: WorkflowHandle): Promise<InterviewProgress> => handle.query(queries.progress);

test('an interview that is finished is recorded, measured and reported, in this order', async () => {
  await running({ agents: [{ kind: 'ended', reason: 'finished', afterMs: 500 }] }, {}, async ({ handle, scripted }) => {
    await joined(handle);
    expect(await handle.result()).toMatchObject({ phase: 'completed', percent: 100, agentAttempts: 1, endReason: 'finished' });
    expect(scripted.did).toEqual(['sendAgent 1', 'finishing (finished)', 'closeRoom', 'recorder stopped', 'joinRecording', 'makeReport', 'tellReport', 'completed (finished)']);
    expect(scripted.events.at(-1)).toEqual({ type: 'interview:complete', status: 'completed' });
    expect(scripted.reportNotices).toEqual([]);
  });
});

test('when the report is there, its letter is sent by a workflow of its own that the interview does not wait for', async () => {
  const key = `report-${randomUUID()}`;
  await running({ agents: [{ kind: 'ended', reason: 'finished', afterMs: 200 }], reportLetter: key }, {}, async ({ handle }) => {
    await joined(handle);
    expect(await handle.result()).toMatchObject({ phase: 'completed' });
    // Nobody delivers letters here, so that it goes on.
    const letter = await handle.client.getHandle(workflowIds.mail(key)).describe();
    expect([letter.type, letter.status.name]).toEqual(['sendMail', 'RUNNING']);
  });
});

test('a lost interviewer is replaced, the room is told, and the report says so', async () => {
  await running({ agents: [{ kind: 'lost', afterMs: 200 }, { kind: 'ended', reason: 'finished', afterMs: 200 }] }, {}, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'completed', agentAttempts: 2 });
    expect(scripted.did.slice(0, 3)).toEqual(['sendAgent 1', 'clearAwayAgent 1', 'sendAgent 2']);
    expect(scripted.events).toContainEqual({ type: 'agent:state', state: 'reconnecting' });
    expect(scripted.events.some((event) => event.type === 'notice' && event.text.includes('Another one is joining'))).toBe(true);
    expect(scripted.reportNotices).toEqual([expect.stringContaining('restored once')]);
  });
});

test('after five lost interviewers the interview ends, and what was said is still reported', async () => {
  await running({ agents: Array.from({ length: 5 }, () => ({ kind: 'lost', afterMs: 50 })) }, {}, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'completed', agentAttempts: 5, endReason: 'agent_lost' });
    expect(scripted.did.filter((step) => step.startsWith('sendAgent'))).toHaveLength(5);
  });
});

test('a candidate who never comes: abandoned, nothing kept, no report', async () => {
  await running({ candidateSpoke: false }, { joinTimeoutSeconds: 1 }, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'abandoned', endReason: 'no_show' });
    expect(scripted.did).toEqual(['sendAgent 1', 'finishing (no_show)', 'closeRoom', 'recorder stopped', 'discardRecording', 'abandoned (no_show)']);
  });
});

test('a short absence is waited out, a long one ends the interview', async () => {
  await running({}, { absenceTimeoutSeconds: 2 }, async ({ handle }) => {
    await joined(handle);
    await left(handle);
    await pause(1_000);
    await joined(handle);
    await pause(1_500);
    expect(await progressOf(handle)).toMatchObject({ phase: 'talking', endReason: null });
    await left(handle);
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'candidate_left' });
  });
});

test('a farewell that arrives after a newer return does not count, nor does one that LiveKit does not confirm', async () => {
  await running({ candidatePresent: true }, { absenceTimeoutSeconds: 1, maxDurationSeconds: 5 }, async ({ handle, scripted, script }) => {
    const now = Date.now();
    await joined(handle, now);
    await left(handle, now - 500);
    await left(handle, now + 1);
    await pause(2_000);
    expect(scripted.did).not.toContain('closeRoom');
    script.candidatePresent = false;
    expect(await handle.result()).toMatchObject({ endReason: 'time_out' satisfies EndReason });
  });
});

test('the candidate ends it: the room closes at once', async () => {
  await running({}, {}, async ({ handle, scripted }) => {
    await joined(handle);
    await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'candidate_ended' });
    expect(scripted.did).toContain('closeRoom');
  });
});

test('an operator who cancels the workflow ends the talk, and the report is made all the same', async () => {
  await running({}, {}, async ({ handle }) => {
    await joined(handle);
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'time_out' });
  });
});

test('a recording that cannot be joined becomes a notice in the report', async () => {
  await running({ recording: 'breaks', agents: [{ kind: 'ended', reason: 'finished', afterMs: 100 }] }, {}, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'completed' });
    expect(scripted.reportNotices).toEqual([expect.stringContaining('could not be joined')]);
  });
});

test('a report that cannot be made: failed, and what was said and recorded is kept', async () => {
  await running({ report: 'breaks', agents: [{ kind: 'ended', reason: 'finished', afterMs: 100 }] }, {}, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'failed', endReason: 'finished' });
    expect(scripted.did).not.toContain('discardRecording');
    expect(scripted.events).toContainEqual(expect.objectContaining({ type: 'notice', level: 'error', text: expect.stringContaining('is kept') as string }));
    expect(scripted.events.at(-1)).toEqual({ type: 'interview:complete', status: 'failed' });
  });
});

test('a pause stops every clock: neither an absence nor the longest duration ends the interview, and both go on afterwards', async () => {
  await running({}, { absenceTimeoutSeconds: 1, maxDurationSeconds: 4 }, async ({ handle, scripted }) => {
    await joined(handle);
    await pause(500);
    await order(handle, { type: 'pause' });
    await left(handle);
    await pause(4_500);
    expect(await progressOf(handle)).toMatchObject({ phase: 'paused', endReason: null });
    expect(scripted.events).toContainEqual({ type: 'interview:paused', limitSeconds: 60 });
    await order(handle, { type: 'resume' });
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'candidate_left' });
    expect(scripted.did.filter((step) => step === 'paused' || step === 'resumed')).toEqual(['paused', 'resumed', 'resumed']);
    expect(scripted.events).toContainEqual({ type: 'interview:resumed' });
  });
});

test('a pause that lasts too long ends the interview, and the report says so', async () => {
  await running({ candidatePresent: true }, { pauseLimitSeconds: 1 }, async ({ handle, scripted }) => {
    await joined(handle);
    await order(handle, { type: 'pause' });
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'time_out' });
    expect(scripted.reportNotices).toEqual([expect.stringContaining('not resumed within 1 seconds')]);
  });
});

test('a typed interview needs no room: it opens, takes answers, and is reported without a recording', async () => {
  await running({}, { mode: 'typed' }, async ({ handle, scripted }) => {
    await order(handle, { type: 'answer' });
    await order(handle, { type: 'answer' });
    expect(await handle.result()).toMatchObject({ phase: 'completed', agentAttempts: 0, endReason: 'finished' });
    expect(scripted.did).toEqual(['typedStep open', 'typedStep answer', 'typedStep answer', 'finishing (finished)', 'makeReport', 'tellReport', 'completed (finished)']);
    expect(scripted.reportNotices).toEqual([expect.stringContaining('was typed')]);
  });
});

test('the same typed answer sent twice counts once, and one that is sent in a pause waits for its end', async () => {
  await running({ typedQuestions: 3 }, { mode: 'typed' }, async ({ handle, scripted }) => {
    await order(handle, { type: 'answer' }, 'same');
    await order(handle, { type: 'answer' }, 'same');
    await expect.poll(() => scripted.did, waiting).toHaveLength(2);
    await order(handle, { type: 'pause' });
    await order(handle, { type: 'answer' });
    await pause(1_000);
    expect(scripted.did).toEqual(['typedStep open', 'typedStep answer', 'paused']);
    await order(handle, { type: 'resume' });
    await order(handle, { type: 'answer' });
    await handle.result();
    expect(scripted.did.filter((step) => step.startsWith('typedStep'))).toEqual(['open', 'answer', 'answer', 'resume', 'answer'].map((type) => `typedStep ${type}`));
  });
});

test('answers that wait for another one when the typed interview is ended are kept before the report is made', async () => {
  await running({ typedQuestions: 9, typedStepMs: 1_000 }, { mode: 'typed' }, async ({ handle, scripted }) => {
    await order(handle, { type: 'answer' });
    await expect.poll(() => scripted.did, waiting).toContain('typedStep answer');
    await order(handle, { type: 'answer' }, 'same');
    await order(handle, { type: 'answer' }, 'same');
    await order(handle, { type: 'skip' });
    await order(handle, { type: 'answer' });
    await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'candidate_ended' });
    expect(scripted.did.slice(0, 6)).toEqual(['typedStep open', 'typedStep answer', 'finishing (candidate_ended)', 'kept answer', 'kept answer', 'makeReport']);
  });
});

test('a coach who takes over a typed interview leads from the moment at which the step begins that tells of it', async () => {
  await running({ typedStepMs: 1_500 }, { mode: 'typed' }, async ({ handle, scripted }) => {
    await order(handle, { type: 'take_over' });
    await expect.poll(() => scripted.did, waiting).toContain('typedStep take_over');
    expect(await progressOf(handle)).toMatchObject({ coachLeads: true });
    await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
    await handle.result();
  });
});

test('an answer that was sent in a pause is kept when the pause runs out', async () => {
  await running({}, { mode: 'typed', pauseLimitSeconds: 1 }, async ({ handle, scripted }) => {
    await expect.poll(() => scripted.did, waiting).toEqual(['typedStep open']);
    await order(handle, { type: 'pause' });
    await order(handle, { type: 'answer' });
    expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'time_out' });
    expect(scripted.did).toEqual(['typedStep open', 'paused', 'resumed', 'finishing (time_out)', 'kept answer', 'makeReport', 'tellReport', 'completed (time_out)']);
  });
});

test('whoever stops writing and closes the page is reminded once, and then the interview ends', async () => {
  await running({}, { mode: 'typed', absenceTimeoutSeconds: 1 }, async ({ handle, scripted }) => {
    await order(handle, { type: 'answer' });
    expect(await handle.result()).toMatchObject({ endReason: 'candidate_left' });
    expect(scripted.events.filter((event) => event.type === 'notice' && event.text.startsWith('Are you still there?'))).toHaveLength(1);
  });
});

test('who thinks for long with the page open is left alone', async () => {
  await running({ candidatePresent: true, typedQuestions: 1 }, { mode: 'typed', absenceTimeoutSeconds: 1 }, async ({ handle, scripted }) => {
    await pause(3_500);
    expect(await progressOf(handle)).toMatchObject({ phase: 'talking' });
    await order(handle, { type: 'answer' });
    expect(await handle.result()).toMatchObject({ endReason: 'finished' });
    expect(scripted.events.some((event) => event.type === 'notice')).toBe(false);
  });
});

test('a typed interview that nobody answers is abandoned', async () => {
  await running({ candidateSpoke: false }, { mode: 'typed', absenceTimeoutSeconds: 1 }, async ({ handle, scripted }) => {
    expect(await handle.result()).toMatchObject({ phase: 'abandoned', endReason: 'no_show' });
    expect(scripted.did).not.toContain('discardRecording');
  });
});
