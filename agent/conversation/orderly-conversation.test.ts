/** Orders in the middle of a conversation: the real engine, clock and session; what the candidate says is given as words. */
import type { LiveEvent, Plan, Question, Turn } from '@greenroom/contracts';
import { followUpRules, Interviewer, type FollowUpSource } from '@greenroom/interviewer';
import type { HeardPiece } from '@greenroom/providers/select';
import type { voice } from '@livekit/agents';
import { Room } from '@livekit/rtc-node';
import { pino } from 'pino';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { LivePublisher } from './live-publisher.ts';
import { OrderlyConversation } from './orderly-conversation.ts';
import { startQuietSession } from './session-for-tests.ts';
import { Voice } from './voice.ts';

const question = (id: string): Question => ({ id, text: `Please tell me, in your own words and with as much detail as you like, about the thing that we call ${id}.`, competency: '', expectedPoints: ['why messages were lost'], probes: [], timeBudgetSeconds: 300 });
const plan: Plan = {
  interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana Reyes', type: 'technical', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', cue: 'off', voice: { sound: 'lower', pace: 'normal' },
  questions: ['q1', 'q2', 'q3'].map(question),
};

let session: voice.AgentSession;
beforeAll(async () => {
  session = await startQuietSession();
});

let running: OrderlyConversation | undefined;
afterEach(() => running?.stop());

const surelyOver = (): Promise<number> => Promise.resolve(0.6);

function begin(changes: Partial<Plan> = {}, lastWordsMs = 0, followUps: FollowUpSource = followUpRules, audioModel: () => Promise<number> = surelyOver) {
  const asked = { ...plan, ...changes };
  const turns = new Map<number, Turn>();
  const events: LiveEvent[] = [];
  const log = pino({ level: 'silent' });
  const zeroMs = Date.now();
  const publish = (_id: string, event: LiveEvent): Promise<string> => Promise.resolve(String(events.push(event)));
  const hearing: string[] = [];
  const prepared: string[] = [];
  const conversation = new OrderlyConversation({
    plan: asked, zeroMs, log, earlier: [], interviewer: new Interviewer(asked, followUps), voice: new Voice(session),
    live: new LivePublisher({ interviewId: plan.interviewId, room: new Room(), events: { publish }, log, now: () => (Date.now() - zeroMs) / 1000 }),
    store: { save: (turn) => void turns.set(turn.seq, turn) },
    coachHearing: { listenTo: (userId) => void hearing.push(userId), stop: () => new Promise((resolve) => void setTimeout(resolve, lastWordsMs, void hearing.push('nobody'))) },
    standing: { paused: false, leader: null, thinkingTime: null, toAsk: [], extraSeconds: 0 },
    onEnd: () => undefined,
    prepare: (text) => void prepared.push(text),
    audioModel,
  });
  running = conversation;
  let pieceId = 0;
  /** A piece that ended this many milliseconds ago. */
  const piece = (text: string, agoMs = 0): HeardPiece => {
    const words = text.split(' ');
    const end = (Date.now() - agoMs) / 1000;
    const start = end - words.length * 0.3;
    pieceId += 1;
    return { pieceId, final: true, text, words: words.map((word, index) => ({ text: word, start: start + index * 0.3, end: start + index * 0.3 + 0.25, estimated: true })), voicedFrom: start, voicedTo: end };
  };
  const all = (): Turn[] => [...turns.values()].sort((a, b) => a.seq - b.seq);
  const state = () => events.findLast((event) => event.type === 'agent:state')?.state;
  return { conversation, events, hearing, prepared, all, piece, state, lines: () => all().filter(({ speaker }) => speaker === 'interviewer').map(({ kind, questionId }) => [kind, questionId]) };
}
const soon = { timeout: 15_000, interval: 20 } as const;
const opened = async (...how: Parameters<typeof begin>) => {
  const talk = begin(...how);
  void talk.conversation.begin();
  await expect.poll(() => [talk.lines().length, talk.state()], soon).toEqual([2, 'listening']);
  return talk;
};

test('a question that is skipped while it is asked is broken off, and the next one is asked whole', async () => {
  const { conversation, all, state, lines } = begin();
  void conversation.begin();
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q1']);
  conversation.skipThis('candidate');
  await expect.poll(() => [lines().at(-1), state()], soon).toEqual([['question', 'q2'], 'listening']);
  const [broken, next] = all().slice(-2);
  expect(broken).toMatchObject({ questionId: 'q1', interrupted: true });
  expect(next).toMatchObject({ interrupted: false, text: expect.stringMatching(/^All right, we leave that one\. .*q2\.$/) as string });
});

test('a skip in the middle of an answer keeps what was said and goes on', async () => {
  const { conversation, all, piece, lines } = await opened();
  conversation.hear(piece('We had eleven million accounts in the thing and'));
  conversation.skipThis('candidate');
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q2']);
  expect(all().filter(({ speaker }) => speaker === 'candidate').map(({ kind, questionId, interrupted }) => [kind, questionId, interrupted])).toEqual([['answer', 'q1', true]]);
});

test('the question is said again at the next pause; what was said before it is a part of the answer', async () => {
  const { conversation, all, piece, lines } = await opened();
  conversation.hear(piece('We had eleven million accounts in the thing and'));
  conversation.sayAgain();
  expect(lines()).toHaveLength(2);
  await expect.poll(() => lines().at(-1), soon).toEqual(['repeat', 'q1']);
  expect(all().filter(({ speaker }) => speaker === 'candidate')).toMatchObject([{ kind: 'answer', questionId: 'q1' }]);
});

test('a moment to think is granted with a word when nobody speaks, and in silence in the middle of an answer', async () => {
  const { conversation, all, piece, lines, state } = await opened();
  conversation.giveTime();
  await expect.poll(() => [lines().at(-1), state()], soon).toEqual([['acknowledgement', 'q1'], 'listening']);
  conversation.hear(piece('I rolled the thing back within an hour and wrote to every shop the same evening.'));
  conversation.giveTime();
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(state()).toBe('listening');
  expect(all().filter(({ speaker }) => speaker === 'interviewer')).toHaveLength(3);
});

test('a coach who takes over silences the interviewer at once, is written down with the answers, and hands back to the plan', async () => {
  const { conversation, events, hearing, all, piece, lines, state } = begin();
  void conversation.begin();
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q1']);
  const orderedAt = performance.now();
  conversation.takeOver('cal');
  await expect.poll(() => all().at(-1)?.interrupted, { timeout: 2_000, interval: 5 }).toBe(true);
  expect(performance.now() - orderedAt).toBeLessThan(300);
  conversation.hearCoach(piece('What did the budget look like?', 2_500));
  await expect.poll(() => all().at(-1), soon).toMatchObject({ speaker: 'coach', kind: 'question', questionId: 'q1', text: 'What did the budget look like?' });
  conversation.hear(piece('It was small, and the product manager decided.', 2_500));
  await expect.poll(() => events.some((event) => event.type === 'turn' && event.turn.speaker === 'candidate'), soon).toBe(true);
  // Not even an order of the candidate makes it speak.
  conversation.skipThis('candidate');
  conversation.sayAgain();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(lines()).toHaveLength(2);
  await conversation.handBack('bea');
  expect(conversation).toMatchObject({ coach: { leader: 'cal' } });
  await conversation.handBack('cal');
  expect(lines().at(-1)).toEqual(['question', 'q2']);
  expect(all().at(-1)?.text).toMatch(/^Thank you\. Let us go on\./);
  expect(state()).toBe('listening');
  expect(hearing).toEqual(['cal', 'nobody']);
  expect(all().map(({ speaker }) => speaker)).toEqual(['interviewer', 'interviewer', 'coach', 'candidate', 'interviewer']);
});

test('a skip of a question that is left already skips nothing: the second of two clicks', async () => {
  const { conversation, all, state, lines } = await opened();
  conversation.skipThis('candidate', 'q1');
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q2']);
  conversation.skipThis('coach', 'q1');
  await expect.poll(state, soon).toBe('listening');
  conversation.skipThis('candidate', 'q1');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([lines().at(-1), state(), all().at(-1)?.interrupted]).toEqual([['question', 'q2'], 'listening', false]);
});

test('who takes over while another coach’s last words are waited for leads after them', async () => {
  const { conversation, events, hearing, lines } = await opened({}, 200);
  conversation.takeOver('cal');
  const back = conversation.handBack('cal');
  conversation.takeOver('bea');
  await back;
  expect(hearing).toEqual(['cal', 'nobody', 'bea']);
  expect(events.flatMap((event) => (event.type === 'coach:present' ? [event.state] : []))).toEqual(['leads', 'listens', 'leads']);
  expect(lines()).toHaveLength(2);
  const again = conversation.handBack('bea');
  conversation.takeOver('cal');
  await conversation.handBack('cal');
  await again;
  expect(hearing).toEqual(['cal', 'nobody', 'bea', 'nobody']);
  await expect.poll(() => lines().length, soon).toBe(3);
});

test('an answer over its time gets the quiet cue that was chosen, which goes with the answer; coaches get what is covered', async () => {
  const { conversation, events, piece, lines } = await opened({ cue: 'length', questions: [{ ...question('q1'), timeBudgetSeconds: 20 }, question('q2')] });
  const cues = () => events.flatMap((event) => (event.type === 'cue' ? [event.text] : []));
  conversation.hear(piece(`${'We moved the thing to a queue because the old one lost messages at night. '.repeat(5)}And so on.`));
  expect(cues()).toEqual(['Come to the point']);
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q2']);
  expect(cues()).toEqual(['Come to the point', null]);
  const covered = events.flatMap((event) => (event.type === 'coverage' && event.questionId === 'q1' ? [event.points.some((point) => point.covered)] : []));
  expect([covered[0], covered.at(-1)]).toEqual([false, true]);
});

const whole = 'At my last company the billing job failed every night and nobody knew why it did that. In the end we lost no message at all.';

test('a candidate who goes on gets the floor back: the reply is forgotten, and the answer stays one turn', async () => {
  const { conversation, all, piece, state } = await opened();
  conversation.hear(piece(whole));
  await expect.poll(() => [all().at(-1)?.speaker, state()], soon).toEqual(['interviewer', 'speaking']);
  conversation.voiceActive(true);
  await new Promise((resolve) => setTimeout(resolve, 400));
  // Held: longer than the line takes, and it is not over.
  expect(state()).toBe('speaking');
  conversation.hear(piece('And the team that had built it was thrilled.'));
  await expect.poll(state, soon).toBe('listening');
  conversation.voiceActive(false);
  await expect.poll(() => all().filter(({ kind }) => kind === 'question' || kind === 'follow_up').length, soon).toBeGreaterThan(1);
  const answers = all().filter(({ speaker }) => speaker === 'candidate');
  expect(answers).toMatchObject([{ kind: 'answer', text: expect.stringContaining('no message at all. And the team') as string }]);
  expect(answers[0]?.endOfTurn?.map(({ outcome }) => outcome)).toEqual(['taken_back', 'replied']);
});

test('an answer that went on is open again: its next words are heard as words, not as corrections of what was answered', async () => {
  const { conversation, events, piece, state } = await opened();
  const words = () => events.flatMap((event) => (event.type === 'words' && event.speaker === 'candidate' ? [event] : []));
  conversation.hear(piece(whole));
  await expect.poll(state, soon).toBe('speaking');
  await new Promise((resolve) => setTimeout(resolve, 120));
  conversation.voiceActive(true);
  const begun = { ...piece('And the team that'), final: false };
  conversation.hear(begun);
  // The rest of the held line is not waited for.
  await expect.poll(state, { timeout: 1_500, interval: 20 }).toBe('listening');
  expect(words().at(-1)?.final).toBe(false);
  conversation.hear({ ...piece('And the team that had built it was thrilled.'), pieceId: begun.pieceId, final: false });
  expect(words().at(-1)).toMatchObject({ final: false, words: expect.arrayContaining([expect.objectContaining({ text: 'thrilled.' })]) as object });
});

test('a listener’s sound holds the line for a moment, and the line is heard to its end', async () => {
  const { conversation, all, piece, lines, state } = begin();
  void conversation.begin();
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q1']);
  conversation.voiceActive(true);
  conversation.hear(piece('Mhm.'));
  conversation.voiceActive(false);
  await expect.poll(state, soon).toBe('listening');
  expect(all().find(({ kind }) => kind === 'question')).toMatchObject({ interrupted: false, text: expect.stringMatching(/q1\.$/) as string });
});

test('a question is interrupted by words, and what was said over it is the answer', async () => {
  const { conversation, all, piece, lines, state } = begin();
  void conversation.begin();
  await expect.poll(() => lines().at(-1), soon).toEqual(['question', 'q1']);
  conversation.voiceActive(true);
  conversation.hear(piece('I know that one'));
  await expect.poll(state, soon).toBe('listening');
  expect(all().find(({ kind }) => kind === 'question')?.interrupted).toBe(true);
  expect(all().find(({ speaker }) => speaker === 'candidate')?.text).toBe('I know that one');
});

test('without the audio model the words decide, and the people in the room are told once', async () => {
  let asked = 0;
  const { conversation, events, all, piece } = await opened({}, 0, followUpRules, () => {
    asked += 1;
    return asked === 2 ? Promise.resolve(0.1) : Promise.reject(new Error('the end-of-turn model did not answer within 1 s'));
  });
  for (const [index, words] of ['We had eleven million accounts in the thing and', 'I wanted to rebuild all of it because', whole].entries()) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    conversation.hear(piece(words));
    conversation.hearSound(new Int16Array(32_000), Date.now() + 300);
    await expect.poll(() => asked, soon).toBe(index + 1);
  }
  await expect.poll(() => all().filter(({ kind }) => kind === 'answer').length, soon).toBe(1);
  expect(events.flatMap((event) => (event.type === 'notice' ? [event.text] : []))).toEqual([expect.stringContaining('by your words alone')]);
});

test('while the candidate thinks, what is likely to be said next is made ready', async () => {
  const { prepared } = await opened();
  expect(prepared.some((text) => text.includes('q2'))).toBe(true);
});

test('while a language model is still thinking a neutral word is said, and not said again with its question', async () => {
  let wanted = 0;
  const slow: FollowUpSource = { propose: async () => {
    wanted += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return 'Who decided that?';
  } };
  const { conversation, all, piece } = await opened({}, 0, slow);
  conversation.hear(piece(whole));
  await expect.poll(() => all().at(-1), soon).toMatchObject({ kind: 'follow_up', text: 'Who decided that?', interrupted: false });
  const [opener] = all().slice(-2);
  expect(opener).toMatchObject({ speaker: 'interviewer', kind: 'acknowledgement' });
  expect(wanted).toBeGreaterThan(0);
});
