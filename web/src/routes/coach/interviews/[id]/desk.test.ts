import { readFileSync } from 'node:fs';
import { Interview, Turn, type LiveEvent, type Mark } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { toneWords } from '#lib/report/ranges.ts';
import { deskFrom, emptyDesk, follow, type Desk } from './desk.ts';
import { gauges } from './gauges.ts';
import { markedText } from './marked-text.ts';

const example = JSON.parse(readFileSync(new URL('../../../../../checks/interview.json', import.meta.url), 'utf8')) as { interview: unknown; turns: unknown };
const { questions } = Interview.parse(example.interview);
const turns = Turn.array().parse(example.turns);
const all = (events: LiveEvent[], from: Desk = emptyDesk) => events.reduce(follow, from);
const words = (seq: number, from: number, text: string, marks: Mark[] = []): LiveEvent => {
  const spoken = text.split(' ').map((word, i) => ({ text: word, start: from + i, end: from + i + 0.9, estimated: true }));
  return { type: 'words', at: from, seq, speaker: 'candidate', from, words: spoken, marks, final: false };
};
const filler = (text: string, start: number, wordIndex: number): Mark => ({ kind: 'filled_pause', text, start, end: start + text.length, wordIndex, scored: true });

test('later words replace those from their index on, and the marks there; earlier marks stay', () => {
  const { lines } = all([words(2, 0, 'um I built uh a', [filler('um', 0, 0), filler('uh', 11, 3)]), words(2, 3, 'a ledger')]);
  expect(lines).toMatchObject([{ text: 'um I built a ledger', marks: [{ text: 'um' }], fillers: [0], done: false }]);
});

test("a turn's record takes the place of its words, and late words change nothing", () => {
  const turn = turns.find(({ seq }) => seq === 6) as Turn;
  const { lines } = all([words(6, 0, 'sure so'), { type: 'turn', at: 85, turn }, words(6, 1, 'late')]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ done: true, text: turn.text });
  expect(lines[0]?.fillers).toHaveLength(2);
  expect(lines[0]?.pauses).toHaveLength(1);
});

test('an answer says the tone of its words once it is over, as the report will; nobody else’s line has one', () => {
  const turn = turns.find(({ seq }) => seq === 12) as Turn;
  const spoken = all([words(12, 0, 'since then we have had no outage')]);
  expect(spoken.lines[0]?.tone).toBeNull();
  expect(follow(spoken, { type: 'turn', at: 170, turn }).lines[0]?.tone).toBe('negative');
  expect(deskFrom(turns, questions).lines.filter(({ speaker }) => speaker === 'interviewer').every(({ tone }) => tone === null)).toBe(true);
});

test('the word under the tone line is that of the answer in the transcript', () => {
  const { samples, lines } = deskFrom(turns, questions);
  const gauge = gauges.find(({ key }) => key === 'tone');
  const told = samples.map((sample) => gauge?.show(gauge.read(sample) ?? NaN, sample));
  expect(told).toEqual(lines.flatMap(({ tone }) => (tone === null ? [] : [toneWords[tone]])));
  expect(new Set(told)).toEqual(new Set(['rather negative', 'neutral', 'rather positive']));
});

test('events that come again from the beginning change nothing of what is stored', () => {
  const stored = deskFrom(turns, questions);
  const again = all(turns.map((turn): LiveEvent => ({ type: 'turn', at: turn.endedAt, turn })), stored);
  expect(again.lines).toEqual(stored.lines);
  expect(stored.chapters.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(stored.asked).toMatchObject({ questionId: 'q4', followUp: true });
});

test('lines stand in their order, whenever they come', () => {
  const [first, second, third] = turns as [Turn, Turn, Turn];
  const desk = all([third, first, second].map((turn): LiveEvent => ({ type: 'turn', at: 1, turn })));
  expect(desk.lines.map(({ seq }) => seq)).toEqual([0, 1, 2]);
});

test('a follow-up opens no new chapter, a coach who leads is seen, and the end lets go of both', () => {
  const question = (followUp: boolean, at: number): LiveEvent => ({ type: 'interview:question', at, question: questions[0] as never, index: 0, total: 4, followUp, text: 'And why?' });
  const desk = all([question(false, 9), question(true, 30), { type: 'coach:present', at: 40, state: 'leads' }, { type: 'interview:paused', at: 41, limitSeconds: 60 }]);
  expect(desk).toMatchObject({ chapters: [{ number: 1, at: 9 }], asked: { followUp: true, at: 30 }, coachLeads: true, paused: true, at: 41 });
  expect(follow(desk, { type: 'report:progress', at: 49, step: 'Joining both recordings', percent: 40 })).toMatchObject({ coachLeads: false, over: 'finishing', progress: { percent: 40 } });
  expect(follow(desk, { type: 'interview:complete', at: 50, status: 'completed' })).toMatchObject({ coachLeads: false, paused: false, over: 'completed' });
});

test('rolling measures take the place of those of whole answers, from the first one on', () => {
  const stored = deskFrom(turns, questions);
  expect(stored.samples.length).toBeGreaterThan(3);
  const answer = turns.find(({ measures }) => measures !== null)?.measures as never;
  const measures = (at: number): LiveEvent => ({ type: 'measures', at, seq: 2, window: answer, answer, talkShare: 0.6, tone: null });
  expect(all([measures(17), measures(18), measures(18)], stored).samples.map(({ at }) => at)).toEqual([17, 18]);
});

test('the thinking time is the one that was set last, and the plan’s as long as none was', () => {
  expect(deskFrom(turns, questions).thinkingTime).toBeUndefined();
  expect(all([{ type: 'thinking_time', at: 20, value: 'long' }, { type: 'thinking_time', at: 40, value: 'short' }]).thinkingTime).toBe('short');
});

test('the pieces of a marked text are the text', () => {
  for (const { text, marks } of turns) {
    const pieces = markedText(text, marks);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ mark }) => mark !== undefined)).toHaveLength(marks.length);
  }
});
