/** The neutral words in front of a reply, and what a voice may have ready before the reply is known. */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import type { FollowUpSource } from './follow-ups.ts';
import { Interviewer, type InterviewState, type Step } from './interviewer.ts';
import { openers } from './openers.ts';

const question = (id: string): Question => ({ id, text: `Tell me about ${id}.`, competency: '', expectedPoints: [], probes: [], timeBudgetSeconds: 60 });
const plan: Plan = {
  interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana Reyes', type: 'technical', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off',
  questions: ['q1', 'q2', 'q3'].map(question),
};
const followsUp: FollowUpSource = { propose: ({ followUps }) => Promise.resolve(followUps === 0 ? 'You said that you led it. And then?' : undefined) };
const never: FollowUpSource = { propose: () => Promise.resolve(undefined) };
const opened = (interviewer: Interviewer): InterviewState => interviewer.open(interviewer.start()).state;
const text = 'We moved the service to a queue, and after that nobody was called out of bed for three months.';
const first = (step: Step): Step['lines'][number] => step.lines[0] ?? expect.fail('no line');

test('the opener is known before the reply, and is the same for a follow-up, the next question, used-up time and the closing', async () => {
  const replies = [
    { source: followsUp, seconds: 10, kind: 'follow_up' },
    { source: never, seconds: 10, kind: 'question' },
    { source: never, seconds: 100, kind: 'question' },
  ] as const;
  for (const { source, seconds, kind } of replies) {
    const interviewer = new Interviewer(plan, source);
    const state = opened(interviewer);
    const opener = interviewer.opener(state);
    const line = first(await interviewer.answered(state, { text, seconds }));
    expect(line).toMatchObject({ kind, opener });
    expect(line.text.startsWith(`${opener} `)).toBe(true);
  }
  const interviewer = new Interviewer(plan, never);
  const last = { ...opened(interviewer), index: 2, lastOpener: 'I see.' };
  expect(first(await interviewer.answered(last, { text, seconds: 5 }))).toMatchObject({ kind: 'closing', opener: 'Okay.', text: expect.stringMatching(/^Okay\. That was my last question\./) as string });
});

test('no opener is heard twice in a row, whatever was said between two replies', async () => {
  const interviewer = new Interviewer(plan, followsUp);
  let state = opened(interviewer);
  const said: string[] = [];
  while (!state.ended) {
    const reply = await interviewer.answered(state, { text, seconds: 10 });
    said.push(first(reply).opener ?? '');
    state = reply.state;
    // Two prompts and a request come between: they have no opener.
    if (!state.ended) state = interviewer.silent(interviewer.silent(state).state).state;
    if (!state.ended) state = (await interviewer.answered(state, { text: 'Can you repeat that?', seconds: 1 })).state;
  }
  expect(said).toHaveLength(6);
  expect(said.every((opener, index) => opener !== said[index - 1])).toBe(true);
});

test('an opener says that the answer was heard, and nothing about it', () => {
  expect(openers.filter((opener) => /great|good|right\.$|exactly|perfect|interesting|well/i.test(opener) && opener !== 'All right.')).toEqual([]);
  expect(new Set(openers).size).toBe(openers.length);
});

test('once the opener was said, the reply comes without it and leads to the same', async () => {
  const interviewer = new Interviewer(plan, followsUp);
  const state = opened(interviewer);
  const whole = await interviewer.answered(state, { text, seconds: 10 });
  const rest = interviewer.afterOpener(whole);
  expect(`${interviewer.opener(state)} ${first(rest).text}`).toBe(first(whole).text);
  expect(first(rest).opener).toBeUndefined();
  expect(rest.state).toEqual(whole.state);
});

test('a request is answered without an opener', async () => {
  const interviewer = new Interviewer(plan, never);
  const step = await interviewer.answered(opened(interviewer), { text: 'Can you repeat that?', seconds: 1 });
  expect(first(step)).toMatchObject({ kind: 'repeat', text: 'Of course. Tell me about q1.' });
  expect(first(step).opener).toBeUndefined();
});

test('asking for a reply again and again changes nothing', async () => {
  const interviewer = new Interviewer(plan, followsUp);
  const state = opened(interviewer);
  const before = structuredClone(state);
  const steps = await Promise.all([1, 2, 3].map(() => interviewer.answered(state, { text, seconds: 10, speculative: true })));
  expect(state).toEqual(before);
  expect(steps[1]).toEqual(steps[0]);
  expect(steps[2]).toEqual(steps[0]);
});

test.each([
  ['in front of the follow-up', [['follow_up', 'I see. And then?']]],
  ['as a turn of its own', [['acknowledgement', 'I see.'], ['follow_up', 'And then?']]],
] as const)('a new process understands an opener that was stored %s', async (_, lines) => {
  const interviewer = new Interviewer(plan, never);
  const turn = (seq: number, speaker: Turn['speaker'], kind: Turn['kind'], said: string): Turn => ({
    interviewId: plan.interviewId, seq, speaker, kind, questionId: 'q1', text: said, startedAt: seq * 10, endedAt: seq * 10 + 5, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
  });
  const state = interviewer.restore([
    turn(0, 'interviewer', 'question', 'Here is the first one. Tell me about q1.'), turn(1, 'candidate', 'answer', text),
    ...lines.map(([kind, said], index) => turn(2 + index, 'interviewer', kind, said)), turn(4, 'candidate', 'answer', 'Then we went home.'),
  ]);
  expect(state).toMatchObject({ index: 0, asked: 'And then?', followUps: 1, lastOpener: 'I see.', exchanges: [{ answer: text }, { asked: 'And then?', answer: 'Then we went home.' }] });
  expect(interviewer.opener(state)).toBe('Okay.');
  expect(first(await interviewer.answered(state, { text, seconds: 1 })).text).toMatch(/^Okay\. /);
});

test('what was stored before openers were remembered still goes on', () => {
  const interviewer = new Interviewer(plan, never);
  const { lastOpener: _, ...earlier } = opened(interviewer);
  expect(interviewer.opener(earlier)).toBe('I see.');
});

test('what is likely to be said next has the opener and the next question in front, and then what silence and requests call for', async () => {
  const interviewer = new Interviewer(plan, never);
  const state = opened(interviewer);
  const likely = interviewer.likelyNext(state);
  const next = interviewer.afterOpener(await interviewer.answered(state, { text, seconds: 10 }));
  expect(likely.slice(0, 2)).toEqual([interviewer.opener(state), first(next).text]);
  const said = [interviewer.silent(state), interviewer.wished(state, 'repeat'), interviewer.wished(state, 'think'), await interviewer.answered(state, { text: 'I have no idea.', seconds: 1 }), interviewer.afterOpener(await interviewer.answered(state, { text, seconds: 100 }))];
  for (const step of said) expect(likely).toContain(first(step).text);
  expect(new Set(likely).size).toBe(likely.length);
});

test('what a coach wants asked is likelier than the next question; nothing is likely after the end; the greeting is before the beginning', () => {
  const interviewer = new Interviewer(plan, never);
  const ordered = interviewer.order(opened(interviewer), { type: 'ask_next', text: 'Who decided?' });
  expect(interviewer.likelyNext(ordered)[1]).toBe('Who decided?');
  expect(interviewer.likelyNext({ ...ordered, ended: true })).toEqual([]);
  expect(interviewer.likelyNext(interviewer.start())).toEqual(interviewer.open(interviewer.start()).lines.map((line) => line.text));
});

test('when half of the time is used, going on for lack of time is the likeliest', () => {
  const interviewer = new Interviewer(plan, never);
  expect(interviewer.likelyNext({ ...opened(interviewer), secondsUsed: 40 })[1]).toMatch(/^To keep to the time/);
});
