import { expect, test } from 'vitest';
import type { Turn } from '@greenroom/contracts';
import { cuesOf } from './cues.ts';
import { clock, plainText } from './plain-text.ts';
import { webVtt } from './web-vtt.ts';

function spoken(text: string, { startedAt = 10, perWord = 0.4, change = {} as Partial<Turn> } = {}): Turn {
  const words = text.split(' ').map((word, nth) => ({ text: word, start: startedAt + nth * perWord, end: startedAt + (nth + 1) * perWord, estimated: false }));
  return {
    interviewId: '00000000-0000-4000-8000-000000000000', seq: 3, speaker: 'candidate', kind: 'answer', questionId: 'q1', text, startedAt, endedAt: words.at(-1)?.end ?? startedAt,
    words, marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false, ...change,
  };
}
const caption = { candidateName: 'Dana Reyes', offsetSeconds: 0 };
const long = 'We had a queue that grew every night because one worker held a lock for the whole batch, so I split the batch, measured it for a week, and the backlog was gone. After that we wrote it down, told the other teams, and nobody has touched that lock since then.';

test('a long answer becomes captions that can be read: two short lines, a few seconds, every word once and in order', () => {
  const cues = cuesOf(spoken(long));
  expect(cues.map(({ text }) => text).join(' ')).toBe(long);
  for (const { text, start, end } of cues) {
    expect(text.length).toBeLessThanOrEqual(84);
    expect(end - start).toBeLessThanOrEqual(6.01);
    expect(end).toBeGreaterThan(start);
  }
  expect(cues.length).toBeGreaterThan(3);
  for (const [nth, cue] of cues.entries()) expect(cue.start).toBeGreaterThanOrEqual(cues[nth - 1]?.end ?? 0);
});

test('a caption ends with the sentence and before a pause', () => {
  expect(cuesOf(spoken('It worked in the end. Then we shipped it.')).map(({ text }) => text)).toEqual(['It worked in the end.', 'Then we shipped it.']);
  const turn = spoken('I was thinking about leaving');
  const words = turn.words.map((word, nth) => (nth < 3 ? word : { ...word, start: word.start + 2, end: word.end + 2 }));
  expect(cuesOf({ ...turn, words }).map(({ text, start }) => [text, start])).toEqual([['I was thinking', 10], ['about leaving', 13.2]]);
});

test('what was typed, or has no times of its words, is spread over its turn', () => {
  const cues = cuesOf(spoken(long, { change: { words: [], typed: true, startedAt: 100, endedAt: 120 } }));
  expect([cues[0]?.start, Math.round(cues.at(-1)?.end ?? 0)]).toEqual([100, 120]);
  expect(cues.map(({ text }) => text).join(' ')).toBe(long);
  expect(cuesOf(spoken('', { change: { words: [], text: ' \n ' } }))).toEqual([]);
});

test('captions lie on the recording’s axis, in order, with the speaker’s name', () => {
  const question = spoken('And then?', { startedAt: 3, change: { seq: 2, speaker: 'interviewer', kind: 'follow_up' } });
  expect(webVtt([spoken('We shipped it.', { startedAt: 3_725.5 }), question], { ...caption, offsetSeconds: 1.5 })).toBe(
    'WEBVTT\n\n2-1\n00:00:01.500 --> 00:00:02.300\n<v Interviewer>And then?</v>\n\n3-1\n01:02:04.000 --> 01:02:05.200\n<v Dana Reyes>We shipped it.</v>\n',
  );
});

test('what was said before the recording began is left out, and what it cuts begins with it', () => {
  const turns = [spoken('Hello there', { startedAt: 0 }), spoken('one two three four', { startedAt: 4.2, change: { seq: 4 } })];
  expect(webVtt(turns, { ...caption, offsetSeconds: 5 })).toBe('WEBVTT\n\n4-1\n00:00:00.000 --> 00:00:00.800\n<v Dana Reyes>one two three four</v>\n');
});

test('no words and no name can end a caption or begin a tag', () => {
  const text = 'if a<b && c>d --> </v><c.red>x';
  const file = webVtt([spoken(text, { change: { words: [], text: `${text}\n\n00:00:01.000 --> 00:00:02.000\nforged` } })], { ...caption, candidateName: 'D>na\n\n<b>&' });
  const payload = file.split('\n').filter((line) => !/^\d\d:\d\d:\d\d\.\d{3} --> /.test(line) && line !== '').slice(1);
  expect(file).toContain('<v D&gt;na &lt;b&gt;&amp;>');
  expect(file.match(/-->/g)).toHaveLength(file.match(/^3-\d+$/gm)?.length ?? 0);
  expect(payload.join('\n').replace(/<v [^<>]*>|<\/v>/g, '')).not.toMatch(/[<>]/);
  expect(file).toContain('a&lt;b &amp;&amp; c&gt;d --&gt; &lt;/v&gt;');
});

test('an answer of twenty thousand words without a full stop is cut all the same', () => {
  const cues = cuesOf(spoken(Array.from({ length: 20_000 }, () => 'word').join(' ')));
  expect(Math.max(...cues.map(({ text }) => text.length))).toBeLessThanOrEqual(84);
});

test('as plain text every turn is one paragraph with its time', () => {
  const turns = [spoken('What do\nyou do?', { startedAt: 2, change: { speaker: 'interviewer' } }), spoken('I bake.', { startedAt: 3_725 })];
  expect(plainText(turns, { candidateName: 'Dana Reyes', interview: { role: 'Baker', type: 'hr', startedAt: '2026-01-02T03:04:05.000Z' } })).toBe(
    'Interview: Baker (hr), 2026-01-02\n\n[0:02] Interviewer: What do you do?\n\n[1:02:05] Dana Reyes: I bake.\n',
  );
  expect(clock(-3)).toBe('0:00');
});
