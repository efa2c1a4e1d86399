import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { analyticsCacheKey, type Comparison, type Dashboard, type InterviewType, type PracticeSession, type Progress, type Report } from '@greenroom/contracts';
import { saveReport, saveTurn, setInterviewStatus, startInterview, weeklyProgress } from '@greenroom/database';
import { exampleMeasures, exampleQuestion, exampleReport, exampleScore, exampleTurn } from '@greenroom/database/example-rows';
import pino from 'pino';
import { statusActivities } from '../../../workflows/activities/status.ts';
import { createContext as createWorkflowContext, type Context as WorkflowContext } from '../../../workflows/context.ts';
import { startTestApi, type TestApi } from '../../testing.ts';

const dayMs = 24 * 3600 * 1000;
let api: TestApi;
let workflows: WorkflowContext;
let me: { id: string; token: string };

beforeAll(async () => {
  api = await startTestApi(inject('env'));
  workflows = await createWorkflowContext(api.settings, pino({ level: 'silent' }));
});
afterAll(async () => {
  await Promise.all([workflows.events.close(), workflows.database.close()]);
  await api.stop();
});
beforeEach(async () => {
  me = await api.signUp();
});

interface Held {
  type?: InterviewType;
  /** Days before now. */
  daysAgo?: number;
  heldAt?: Date;
  overall?: number | null;
  fluency?: number | null;
  fillers?: number | null;
  typed?: boolean;
  /** Content score of each competency. */
  competencies?: Record<string, number | null>;
  judge?: string;
  nextPractice?: string;
}

/** A whole interview up to its report; the last step, `completed`, is the workflow's own. */
async function hold(who: { id: string; token: string }, held: Held = {}): Promise<string> {
  const id = await reported(who, held);
  await complete(id);
  return id;
}
async function complete(interviewId: string): Promise<void> {
  await statusActivities(workflows).setStatus({ interviewId, to: 'completed', endReason: 'finished', durationSeconds: 300, endedAt: Date.now() });
}
async function reported(who: { token: string }, { type = 'behavioral', daysAgo = 0, heldAt = new Date(Date.now() - daysAgo * dayMs), overall = 60, fluency = 70, fillers = 5, typed = false, competencies = { teamwork: 60, ownership: 70 }, judge = 'local rules', nextPractice = 'Name the result.' }: Held): Promise<string> {
  const { database } = api.context;
  const names = Object.keys(competencies);
  const { id } = await api.plan(who.token, { type, questions: names.map((competency, index) => ({ ...exampleQuestion(`q${index + 1}`), text: `Question ${randomUUID()}?`, competency })) });
  await startInterview(database, id, heldAt.getTime());
  await saveTurn(database, exampleTurn(id, 1, { typed, ...(typed ? { words: [], marks: [], measures: null } : {}) }));
  const score = (value: number | null) => ({ ...exampleScore(value), judge: { kind: 'rules' as const, name: judge, version: '1' } });
  const report: Report = exampleReport(id, {
    scores: { fluency: score(typed ? null : fluency), confidence: score(60), clarity: score(null), content: score(55.5), overall: score(overall) },
    measures: typed ? null : { ...exampleMeasures, words: 200, hedgeCount: 3, fillersPerMinute: fillers },
    questions: names.map((competency, index) => ({ ...(exampleReport(id).questions[0] as Report['questions'][number]), questionId: `q${index + 1}`, competency, content: score(competencies[competency] ?? null) })),
    nextPractice,
  });
  await saveReport(database, report);
  await setInterviewStatus(database, id, ['in_progress'], 'finishing');
  return id;
}

async function get<T>(path: string, token = me.token): Promise<T> {
  const { status, body } = await api.call('GET', `/analytics${path}`, { token });
  if (status !== 200) throw new Error(`${path} gave ${status}: ${JSON.stringify(body)}`);
  return body as T;
}
const dashboard = (token = me.token): Promise<Dashboard> => get('/dashboard', token);

describe('the dashboard', () => {
  test('before the first interview is empty, without any 0 for what is not known', async () => {
    const empty = await dashboard();
    expect(empty).toMatchObject({ lastInterview: null, weakest: null, nextPractice: null, totals: { interviews: 0, words: 0 }, streak: { timeZone: 'UTC', days: { current: 0, longest: 0 } } });
    expect(empty.trends.map(({ latest, baseline, change }) => [latest, baseline, change])).toEqual(Array.from({ length: 5 }, () => [null, null, null]));
  });

  test('shows the last interview, trends, the streak and what there is in total', async () => {
    for (const [daysAgo, overall] of [[9, 50], [8, 52], [7, 51], [2, 70], [1, 72], [0, 71]] as const) await hold(me, { daysAgo, overall });
    const shown = await dashboard();
    expect(shown.lastInterview).toMatchObject({ type: 'behavioral', typed: false, duration: 300, scores: { overall: 71, clarity: null, content: 56, fluency: 70 }, measures: { fillersPerMinute: 5, hedgesPer100Words: 1.5 } });
    expect(shown.trends.find(({ key }) => key === 'overall')).toMatchObject({ latest: 71, better: 'higher', baseline: { value: 51, method: 'first_three' }, change: { difference: 20, verdict: 'better' }, judge: 'local rules 1 of content, confidence, fluency (local rules 1)' });
    expect(shown.trends.find(({ key }) => key === 'clarity')).toMatchObject({ latest: null, change: null, reason: 'not_enough_evidence' });
    expect(shown.streak.days).toEqual({ current: 3, longest: 3, practised: true });
    expect(shown.totals).toMatchObject({ interviews: 6, words: 1200, byType: { behavioral: 6, technical: 0 } });
    expect(shown.totals.speakingSeconds).toBeCloseTo(6 * exampleMeasures.speakingSeconds);
    expect(shown.totals.answers).toBeGreaterThanOrEqual(6);
  });

  test('names the weakest competency, with a question of the bank for it that was not asked of late', async () => {
    await hold(me, { competencies: { teamwork: 80, ownership: 40 } });
    await hold(me, { competencies: { teamwork: 70, ownership: 30 }, nextPractice: 'Say what you did yourself.' });
    const { weakest, nextPractice } = await dashboard();
    expect(weakest).toEqual({ competency: 'ownership', type: 'behavioral', meanScore: 35, answers: 2 });
    expect(nextPractice).toMatchObject({ type: 'behavioral', question: { competency: 'ownership' }, advice: 'Say what you did yourself.' });
    expect(nextPractice?.question?.levels).toContain('mid');
  });

  test('names no weakest competency when too few answers were scored', async () => {
    await hold(me, { competencies: { teamwork: 80, ownership: null } });
    await hold(me, { competencies: { teamwork: 30 } });
    expect((await dashboard()).weakest).toBeNull();
  });

  test('counts days by the calendar of the place that is named', async () => {
    // 22:30 UTC yesterday and 00:30 UTC today: two days in London's winter and in UTC; in Tokyo one day.
    const midnight = Math.floor(Date.now() / dayMs) * dayMs;
    await hold(me, { heldAt: new Date(midnight - 90 * 60_000) });
    await hold(me, { heldAt: new Date(midnight + 30 * 60_000) });
    expect((await get<Dashboard>('/dashboard?timeZone=UTC')).streak.days.longest).toBe(2);
    expect((await get<Dashboard>('/dashboard?timeZone=Asia/Tokyo')).streak.days.longest).toBe(1);
  });

  test('counts days by the calendar of the account’s settings when no place is named, also right after these have changed', async () => {
    const midnight = Math.floor(Date.now() / dayMs) * dayMs;
    for (const heldAt of [new Date(midnight - 90 * 60_000), new Date(midnight + 30 * 60_000)]) await hold(me, { heldAt });
    expect((await dashboard()).streak).toMatchObject({ timeZone: 'UTC', days: { longest: 2 } });
    expect((await api.call('PATCH', '/account', { token: me.token, body: { settings: { timeZone: 'Asia/Tokyo' } } })).status).toBe(200);
    expect((await dashboard()).streak).toMatchObject({ timeZone: 'Asia/Tokyo', days: { longest: 1 } });
    expect((await get<Dashboard>('/dashboard?timeZone=UTC')).streak).toMatchObject({ timeZone: 'UTC', days: { longest: 2 } });
  });

  test.each(['Atlantis/Capital', '+02:00', 'x'.repeat(80), '../etc'])('refuses the time zone %s', async (timeZone) => {
    const { status, problem } = await api.call('GET', `/analytics/dashboard?timeZone=${encodeURIComponent(timeZone)}`, { token: me.token });
    expect(status).toBe(400);
    expect(problem?.errors?.[0]?.path).toBe('timeZone');
  });
});

describe('progress', () => {
  test('gives every skill and measure as a series in the order of time, with null where something was not measured', async () => {
    await hold(me, { daysAgo: 3, fillers: 12, fluency: 40 });
    await hold(me, { daysAgo: 2, typed: true });
    await hold(me, { daysAgo: 1, fillers: null, fluency: null });
    const progress = await get<Progress>('/progress');
    expect(progress.sessions).toHaveLength(3);
    expect(progress.sessions.map(({ heldAt }) => heldAt)).toEqual(progress.sessions.map(({ heldAt }) => heldAt).sort());
    const values = (key: string) => progress.series.find((series) => series.key === key)?.values;
    expect(values('fillersPerMinute')).toEqual([12, null, null]);
    expect(values('fluency')).toEqual([40, null, null]);
    expect(values('content')).toEqual([56, 56, 56]);
    expect(progress.series.map(({ key }) => key)).toHaveLength(16);
    expect(progress.series.find(({ key }) => key === 'fillersPerMinute')).toMatchObject({ kind: 'measure', better: 'lower', unit: 'per minute', latest: 12, baseline: null, change: null, reason: 'not_enough_evidence' });
  });

  test('a change counts as one only when it stands out from ordinary ups and downs', async () => {
    for (const [index, fillers] of [12, 11, 12, 5, 4, 5].entries()) await hold(me, { daysAgo: 10 - index, fillers, overall: index % 2 === 0 ? 50 : 70 });
    const { series } = await get<Progress>('/progress');
    expect(series.find(({ key }) => key === 'fillersPerMinute')?.change).toMatchObject({ difference: -7, verdict: 'better' });
    expect(series.find(({ key }) => key === 'overall')?.change?.verdict).toBe('steady');
  });

  test('a range shows what lies in it, and takes its earlier half as the beginning; a type shows its own interviews', async () => {
    for (const daysAgo of [200, 20, 15, 10, 5]) await hold(me, { daysAgo });
    await hold(me, { daysAgo: 1, type: 'hr' });
    const month = await get<Progress>('/progress?range=30d');
    expect(month).toMatchObject({ range: '30d', type: null });
    // 200 days ago is left out.
    expect(month.sessions).toHaveLength(5);
    expect(month.series[0]?.baseline?.method).toBe('earlier_half');
    expect(await get<Progress>('/progress?range=all&type=hr')).toMatchObject({ type: 'hr', sessions: [{ type: 'hr' }] });
    expect((await get<Progress>('/progress')).series[0]?.baseline?.method).toBe('first_three');
  });

  test('scores of another judge are shown and not compared', async () => {
    for (const daysAgo of [9, 8, 7]) await hold(me, { daysAgo, overall: 20 });
    for (const daysAgo of [6, 5, 4, 3, 2]) await hold(me, { daysAgo, overall: 70, judge: 'a model' });
    const overall = (await get<Progress>('/progress')).series.find(({ key }) => key === 'overall');
    expect(overall).toMatchObject({ judge: 'a model 1 of content, confidence, fluency (a model 1)', judgedOtherwise: 3, change: { difference: 0, verdict: 'steady' } });
    expect(overall?.values).toHaveLength(8);
    expect(overall?.judges?.slice(2, 4)).toEqual([expect.stringContaining('local rules'), expect.stringContaining('a model')]);
  });
});

describe('history', () => {
  test('lists completed interviews only, newest first, page by page, none twice and none left out', async () => {
    const ids = [];
    for (const daysAgo of [5, 4, 3, 2, 1]) ids.unshift(await hold(me, { daysAgo }));
    await api.plan(me.token);
    await reported(me, {});
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: { items: PracticeSession[]; nextCursor: string | null } = await get(`/history?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ interviewId }) => interviewId));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect(seen).toEqual(ids);
    expect(pages).toBe(3);
  });

  test('filters by type, and interviews of the same moment keep one order', async () => {
    const heldAt = new Date(Date.now() - dayMs);
    for (let index = 0; index < 3; index += 1) await hold(me, { heldAt, type: 'technical' });
    await hold(me, { type: 'hr' });
    const whole = await get<{ items: PracticeSession[] }>('/history?type=technical');
    const first = await get<{ items: PracticeSession[]; nextCursor: string }>('/history?type=technical&limit=1');
    const second = await get<{ items: PracticeSession[] }>(`/history?type=technical&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect(whole.items).toHaveLength(3);
  });

  test('a cursor that is no place in the list is refused, someone else’s too', async () => {
    const other = await api.signUp();
    for (let index = 0; index < 2; index += 1) await hold(other);
    const { nextCursor } = await get<{ nextCursor: string }>('/history?limit=1', other.token);
    for (const cursor of ['abc', nextCursor, '%00', Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')]) {
      const { status, problem } = await api.call('GET', `/analytics/history?cursor=${cursor}`, { token: me.token });
      expect(status).toBe(400);
      expect(problem?.errors?.[0]?.path).toBe('cursor');
    }
  });
});

describe('comparing two interviews', () => {
  test('sets skills, measures and competencies side by side, and what is unknown has no difference', async () => {
    const first = await hold(me, { daysAgo: 2, overall: 50, fillers: 9, competencies: { teamwork: 40, ownership: 70 } });
    const second = await hold(me, { daysAgo: 1, overall: 65, fillers: null, competencies: { teamwork: 60, initiative: null }, judge: 'a model' });
    const compared = await get<Comparison>(`/compare?first=${first}&second=${second}`);
    expect(compared.skills.find(({ key }) => key === 'overall')).toEqual({ key: 'overall', first: 50, second: 65, difference: 15, firstJudge: 'local rules 1 of content, confidence, fluency (local rules 1)', secondJudge: 'a model 1 of content, confidence, fluency (a model 1)', sameJudge: false });
    expect(compared.skills.find(({ key }) => key === 'clarity')).toMatchObject({ first: null, second: null, difference: null });
    expect(compared.measures.find(({ key }) => key === 'fillersPerMinute')).toEqual({ key: 'fillersPerMinute', better: 'lower', first: 9, second: null, difference: null });
    expect(compared.competencies).toEqual([
      { competency: 'teamwork', first: 40, second: 60, difference: 20 },
      { competency: 'ownership', first: 70, second: null, difference: null },
      { competency: 'initiative', first: null, second: null, difference: null },
    ]);
  });

  test('a typed interview has no measures of speech and can be compared all the same', async () => {
    const [spoken, typed] = [await hold(me), await hold(me, { typed: true })];
    const compared = await get<Comparison>(`/compare?first=${spoken}&second=${typed}`);
    expect(compared.second).toMatchObject({ typed: true, measures: null, scores: { fluency: null } });
    expect(compared.skills.map(({ key, sameJudge }) => [key, sameJudge])).toContainEqual(['overall', false]);
    expect(compared.skills.map(({ key, sameJudge }) => [key, sameJudge])).toContainEqual(['content', true]);
    expect(compared.measures.every(({ second, difference }) => second === null && difference === null)).toBe(true);
  });

  test('needs two reports of one’s own: others do not exist, and one that is not ready says so', async () => {
    const mine = await hold(me);
    const other = await api.signUp();
    const theirs = await hold(other);
    const unfinished = await reported(me, {});
    const foreign = await api.call('GET', `/analytics/compare?first=${mine}&second=${theirs}`, { token: me.token });
    const unknown = await api.call('GET', `/analytics/compare?first=${mine}&second=${randomUUID()}`, { token: me.token });
    expect(foreign.problem).toMatchObject({ status: 404, type: '/problems/not-found' });
    expect(unknown.problem).toEqual({ ...foreign.problem, instance: unknown.problem?.instance });
    expect((await api.call('GET', `/analytics/compare?first=${unfinished}&second=${mine}`, { token: me.token })).problem).toMatchObject({ type: '/problems/not-ready', retryable: true });
  });
});

describe('the cache', () => {
  test('answers again without asking the database, and a new report shows at once', async () => {
    await hold(me, { daysAgo: 1, overall: 50 });
    expect((await dashboard()).totals.interviews).toBe(1);
    const second = await reported(me, { overall: 80 });
    // Nothing was told to the cache yet: it is what answers.
    await setInterviewStatus(api.context.database, second, ['finishing'], 'completed', { completedAt: new Date() });
    expect((await dashboard()).totals.interviews).toBe(1);
    await complete(second);
    expect(await dashboard()).toMatchObject({ totals: { interviews: 2 }, lastInterview: { interviewId: second } });
    expect((await get<Progress>('/progress')).sessions).toHaveLength(2);
  });

  test('a deleted interview is gone from it at once', async () => {
    const id = await hold(me);
    expect((await dashboard()).totals.interviews).toBe(1);
    const { status } = await api.call('DELETE', `/interviews/${id}`, { token: me.token });
    expect(status).toBeLessThan(300);
    await expect.poll(async () => (await dashboard()).totals.interviews, { timeout: 10_000 }).toBe(0);
  });

  test('is each person’s own and lives ten minutes at most', async () => {
    await hold(me);
    await dashboard();
    const other = await api.signUp();
    expect((await dashboard(other.token)).totals.interviews).toBe(0);
    const left = await api.context.redis.ttl(analyticsCacheKey(me.id));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(600);
  });

  test('holds nothing that an older version wrote in another form', async () => {
    await hold(me);
    await dashboard();
    const key = analyticsCacheKey(me.id);
    const fields = await api.context.redis.hGetAll(key);
    for (const field of Object.keys(fields)) if (field.startsWith('v:')) await api.context.redis.hSet(key, field, '{"something":"else"}');
    expect((await dashboard()).totals.interviews).toBe(1);
  });

  test('without Redis the same answers are computed each time', async () => {
    const away = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, redis: { ...settings.redis, url: 'redis://127.0.0.1:9' } }) });
    try {
      const someone = await away.signUp();
      for (const path of ['/dashboard', '/progress', '/history']) expect((await away.call('GET', `/analytics${path}`, { token: someone.token })).status).toBe(200);
    } finally {
      await away.stop();
    }
  });
});

describe('the weekly letter', () => {
  const monday = new Date('2026-01-12T00:00:00Z');
  const at = (day: number, hour = 12): Date => new Date(monday.getTime() + day * dayMs + hour * 3600 * 1000);

  test('has nothing to tell after a week without an interview', async () => {
    await hold(me, { heldAt: at(-1) });
    await hold(me, { heldAt: at(7, 0) });
    expect(await weeklyProgress(api.context.database, me.id, monday)).toBeNull();
  });

  test('tells how many there were and the newest advice, and no change without evidence', async () => {
    await hold(me, { heldAt: at(1), nextPractice: 'Be brief.' });
    await hold(me, { heldAt: at(6, 23), nextPractice: 'Name a number.' });
    await hold(me, { heldAt: at(8), nextPractice: 'Next week.' });
    expect(await weeklyProgress(api.context.database, me.id, monday)).toEqual({ interviews: 2, bestChange: null, nextPractice: 'Name a number.' });
  });

  test('tells the skill that rose most', async () => {
    for (const [day, overall] of [[-20, 50], [-15, 51], [-10, 50], [1, 70], [2, 71], [3, 70]] as const) await hold(me, { heldAt: at(day), overall });
    expect(await weeklyProgress(api.context.database, me.id, monday)).toEqual({ interviews: 3, bestChange: { skill: 'overall', difference: 20, value: 70 }, nextPractice: 'Name the result.' });
  });
});
