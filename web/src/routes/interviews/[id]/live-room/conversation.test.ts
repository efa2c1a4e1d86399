import type { LiveEvent, Question } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { caughtUp, follow, putAway, resumeFrom, silence, typed, type Conversation } from './conversation.ts';

const question: Question = { id: 'q1', text: 'What do you work on?', competency: '', expectedPoints: [], probes: [], timeBudgetSeconds: 60 };
const asking = (at: number, followUp: boolean): LiveEvent => {
  return { type: 'interview:question', at, question, index: 0, total: 4, followUp, text: followUp ? 'And why?' : question.text };
};
const words = (seq: number, from: number, text: string, speaker: 'candidate' | 'interviewer' = 'candidate'): LiveEvent => {
  const spoken = text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 1, estimated: true }));
  return { type: 'words', at: 0, seq, speaker, from, words: spoken, marks: [], final: false };
};
const heard = (events: LiveEvent[]) => events.reduce(follow, silence).lines.candidate;

test('later words replace those from their index on', () => {
  expect(heard([words(3, 0, 'I built a lecture'), words(3, 3, 'ledger for')])?.words).toEqual(['I', 'built', 'a', 'ledger', 'for']);
});

test('a page that joined in the middle of an answer shows what it hears from then on', () => {
  expect(heard([words(3, 40, 'and then'), words(3, 42, 'we shipped')])).toMatchObject({ from: 40, words: ['and', 'then', 'we', 'shipped'] });
});

test('a new turn takes the place of the one before, and late words of that one change nothing', () => {
  expect(heard([words(3, 0, 'first'), words(5, 0, 'second'), words(3, 1, 'late')])?.words).toEqual(['second']);
});

test("a follow-up keeps its question's start, so that the time line goes on", () => {
  const asked = [asking(10, false), asking(50, true)].reduce(follow, silence).asked;
  expect(asked).toMatchObject({ text: 'And why?', followUp: true, since: 10 });
});

test("what was typed shows at once, and the interviewer's record replaces it", () => {
  const typing = typed(follow(silence, words(3, 0, 'spoken')), 'typed answer');
  expect(typing.lines.candidate?.words).toEqual(['typed', 'answer']);
  expect(follow(typing, words(5, 0, 'typed answer kept')).lines.candidate?.words).toHaveLength(3);
});

test('only the last two notices stay', () => {
  const notice = (text: string): LiveEvent => ({ type: 'notice', at: 0, level: 'info', text });
  expect(['a', 'b', 'c'].map(notice).reduce(follow, silence).notices.map(({ text }) => text)).toEqual(['b', 'c']);
});

test('a reloaded page begins at the question that was asked last', () => {
  const base = { interviewId: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04', words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false };
  const turn = (seq: number, kind: 'question' | 'answer' | 'follow_up', text: string) => {
    return { ...base, seq, kind, text, speaker: kind === 'answer' ? ('candidate' as const) : ('interviewer' as const), questionId: 'q1', startedAt: seq * 10, endedAt: seq * 10 + 5 };
  };
  const resumed = resumeFrom([turn(1, 'question', 'What do you work on?'), turn(2, 'answer', 'Ledgers.'), turn(3, 'follow_up', 'And why?')], [question], { paused: undefined, listeners: [{ name: 'Cal', state: 'leads' }], whispers: [] });
  expect(resumed).toMatchObject({ coachLeads: true, paused: undefined });
  expect(resumed.asked).toMatchObject({ text: 'And why?', index: 0, followUp: true, since: 10 });
  expect(resumed.lines.candidate?.words).toEqual(['Ledgers.']);
});

test('a pause stops the time of the question that is open', () => {
  const paused = [asking(10, false), { type: 'interview:paused', at: 30, limitSeconds: 1800 } as const].reduce(follow, silence);
  expect(paused.paused).toEqual({ since: 30, limitSeconds: 1800 });
  const on = follow(paused, { type: 'interview:resumed', at: 90 });
  expect(on).toMatchObject({ paused: undefined, asked: { since: 70 } });
  expect(follow(on, { type: 'interview:resumed', at: 91 })).toEqual(on);
});

test('a whisper stays until it is put away, and is there once however often it is told', () => {
  const whisper = { type: 'whisper', at: 40, from: 'Cal', text: 'Say the result first.' } as const;
  const one = [whisper, whisper].reduce(follow, silence);
  expect(one.whispers).toHaveLength(1);
  expect(putAway(one, one.whispers[0]?.id ?? '').whispers).toEqual([]);
});

const sent = (at: number, text: string) => ({ at, from: 'Cal', text });
const told = (at: number, text: string) => ({ type: 'whisper', ...sent(at, text) }) as const;
const listing = (...whispers: ReturnType<typeof sent>[]) => resumeFrom([], [], { paused: undefined, listeners: [], whispers });
const shown = ({ whispers }: Conversation) => whispers.map(({ text }) => text);

test('what was whispered while the page was away comes with the rest, in its place, and nothing twice', () => {
  const here = [told(40, 'Breathe.')].reduce(follow, silence);
  const back = caughtUp(here, listing(sent(39.5, 'Breathe.'), sent(20, 'Slowly.'), sent(50, 'Name the number.')));
  expect(shown(back)).toEqual(['Slowly.', 'Breathe.', 'Name the number.']);
  expect(shown(caughtUp(back, listing(sent(39.5, 'Breathe.'), sent(20, 'Slowly.'), sent(50, 'Name the number.'))))).toHaveLength(3);
  expect(shown(follow(back, told(52, 'Name the number.')))).toHaveLength(3);
});

test('a card that was put away stays away when the list has it, and the same words said again are another card', () => {
  const one = follow(silence, told(40, 'Breathe.'));
  const away = putAway(one, one.whispers[0]?.id ?? '');
  expect(shown(caughtUp(away, listing(sent(39.5, 'Breathe.'))))).toEqual([]);
  expect(shown(follow(away, told(45, 'Breathe.')))).toEqual(['Breathe.']);
  expect(shown(caughtUp(away, listing(sent(39.5, 'Breathe.'), sent(45, 'Breathe.'))))).toEqual(['Breathe.']);
});

test('a cue shows while it holds', () => {
  const cue = (text: string | null) => ({ type: 'cue', at: 5, kind: 'pace', text }) as const;
  expect(follow(silence, cue('A little slower')).cue).toBe('A little slower');
  expect([cue('A little slower'), cue(null)].reduce(follow, silence).cue).toBeUndefined();
});

test('back after a lost connection: what the server says now, and the cards and notices of this page', () => {
  const before = [asking(10, false), { type: 'whisper', at: 40, from: 'Cal', text: 'Breathe.' } as const, { type: 'interview:paused', at: 41, limitSeconds: 600 } as const].reduce(follow, silence);
  const now = caughtUp(before, { ...silence, asked: before.asked && { ...before.asked, text: 'And why?', followUp: true, since: 0 }, paused: { since: 41, limitSeconds: undefined }, listeners: [] });
  expect(now).toMatchObject({ asked: { text: 'And why?', since: 10 }, paused: { since: 41, limitSeconds: 600 }, whispers: [{ text: 'Breathe.' }], listeners: [] });
});
