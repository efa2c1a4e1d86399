import type { LiveEvent, Mark, Turn, Word } from '@greenroom/contracts';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Terminal, wrapped, type Screen } from './terminal.ts';

function terminal(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const shown = new Terminal(stream as unknown as Screen, 'Dana Reyes');
  return { shown, text: (): string => String(stream.read() ?? '') };
}

const words = (text: string): Word[] => text.split(' ').map((word, index) => ({ text: word, start: index, end: index + 1, estimated: true }));
const spoken = (seq: number, speaker: Turn['speaker'], text: string): LiveEvent => ({ type: 'words', at: 0, seq, speaker, from: 0, words: words(text), marks: [], final: false });
function turn(seq: number, speaker: Turn['speaker'], text: string, options: Partial<Turn> = {}): LiveEvent {
  return {
    type: 'turn', at: 0,
    turn: { interviewId: '00000000-0000-4000-8000-000000000000', seq, speaker, kind: speaker === 'candidate' ? 'answer' : 'question', questionId: 'q1', text, startedAt: 0, endedAt: 1, words: words(text), marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false, ...options },
  };
}
const question: LiveEvent = {
  type: 'interview:question', at: 0, index: 0, total: 4, followUp: false, text: 'Why?',
  question: { id: 'q1', text: 'Why?', competency: '', expectedPoints: [], probes: [], timeBudgetSeconds: 60 },
};

describe('an interview in a log file', () => {
  it('shows each turn once, when it is over, below its question', () => {
    const { shown, text } = terminal(false);
    for (const event of [question, spoken(1, 'interviewer', 'Why?'), turn(1, 'interviewer', 'Why?'), spoken(2, 'candidate', 'Because'), spoken(2, 'candidate', 'Because I can.'), turn(2, 'candidate', 'Because I can.'), spoken(3, 'interviewer', 'I see.')]) shown.show(event);
    expect(text()).toBe('\nQuestion 1 of 4\nInterviewer Why?\nDana        Because I can.\n');
  });

  it('puts fillers in brackets, and only those that count', () => {
    const { shown, text } = terminal(false);
    const marks: Mark[] = [
      { kind: 'filled_pause', text: 'um', start: 3, end: 5, wordIndex: 1, scored: true },
      { kind: 'possible_filler', text: 'So', start: 0, end: 2, wordIndex: 0, scored: false },
    ];
    shown.show(turn(2, 'candidate', 'So um yes.', { marks }));
    shown.show(turn(3, 'interviewer', 'Thank you.'));
    expect(text()).toContain('Dana        So [um] yes.\n');
  });

  it('shows of an answer that went on only what is new', () => {
    const { shown, text } = terminal(false);
    for (const event of [turn(2, 'candidate', 'First.'), spoken(3, 'interviewer', 'Right.'), turn(3, 'interviewer', 'Right.', { interrupted: true }), turn(2, 'candidate', 'First. And more.'), turn(4, 'interviewer', 'Okay.')]) shown.show(event);
    expect(text()).toBe('Dana        First.\nInterviewer Right. —\nDana        … And more.\nInterviewer Okay.\n');
  });
});

describe('an interview in front of a person', () => {
  it('lets the line grow while it is spoken, and keeps its end in sight', () => {
    const { shown, text } = terminal(true);
    shown.show(spoken(2, 'candidate', 'Because'));
    shown.show({ ...spoken(2, 'candidate', 'I can.'), from: 1 } as LiveEvent);
    shown.show(spoken(4, 'candidate', `${'word '.repeat(60)}end`));
    const lines = text().split('\r\u001b[2K');
    expect(lines[1]).toMatch(/Because$/);
    expect(lines[2]).toMatch(/Because I can\.$/);
    expect(lines[3]).toMatch(/end$/);
    expect((lines[3] ?? '').replace(/\u001b\[\d+m/g, '').length).toBeLessThanOrEqual(80);
  });
});

it('breaks text between words, and counts no colour as room', () => {
  expect(wrapped('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  expect(wrapped('\u001b[33mone\u001b[39m two', 7)).toEqual(['\u001b[33mone\u001b[39m two']);
});
