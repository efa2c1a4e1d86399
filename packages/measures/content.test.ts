import { expect, test } from 'vitest';
import { pointsCovered, sentencesOf, starOf, starParts, stemOf, toneOf, tonesOf } from './index.ts';

const story = 'Last spring our checkout was slow. My task was to make it faster before Christmas. I measured every query and added an index. In the end we cut the response time by half.';
const said = (text: string): string[] => starParts.filter((part) => starOf(text)[part].covered);

test('a whole story has its four parts, each in its sentence', () => {
  const star = starOf(story);
  const quote = (part: (typeof starParts)[number]): string => star[part].ranges.map(({ start, end }) => story.slice(start, end)).join(' | ');
  expect(quote('situation')).toBe('Last spring our checkout was slow.');
  expect(quote('task')).toBe('My task was to make it faster before Christmas.');
  expect(quote('action')).toContain('I measured every query and added an index.');
  expect(quote('result')).toBe('In the end we cut the response time by half.');
});

test('a definition, a wish and small talk tell no story', () => {
  expect(said('A hash map stores each key in a bucket.')).toEqual([]);
  expect(said('I like working with people who care about quality.')).toEqual([]);
  expect(said('')).toEqual([]);
});

test('feelings and states are no actions', () => {
  expect(said('I wanted it and I liked it and I was happy.')).not.toContain('action');
  expect(said('I, uh, I paged the engineer.')).toContain('action');
});

test('points are found by word forms and synonyms, with the place where they were said', () => {
  const [risk, meeting, missing] = pointsCovered('I wrote down three dangers. Then I asked for a meeting with my coworker.', ['names the risks', 'met with the colleague', 'talks about salary']);
  expect(risk).toMatchObject({ covered: true, range: { start: 0, end: 27 } });
  expect(meeting?.covered).toBe(true);
  expect(missing).toMatchObject({ covered: false, range: null });
});

test('points about form are found by their cues', () => {
  const covered = pointsCovered(`${story} Since then I always test on real data.`, ['a result with a number', 'what was learned', 'why it mattered']).map((point) => point.covered);
  expect(covered).toEqual([true, true, false]);
});

test('said twice covers no more than said once', () => {
  const points = ['measures before changing', 'mentions an index', 'asks the users'];
  const once = pointsCovered(story, points);
  const twice = pointsCovered(`${story} ${story}`, points);
  expect(twice.map(({ covered, share }) => ({ covered, share }))).toEqual(once.map(({ covered, share }) => ({ covered, share })));
});

test('word forms and synonyms share a stem, different words do not', () => {
  expect(stemOf('reduced')).toBe(stemOf('cut'));
  expect(stemOf('migrations')).toBe(stemOf('migrate'));
  expect(stemOf('services')).toBe(stemOf('service'));
  expect(stemOf('index')).not.toBe(stemOf('queue'));
});

test('decimal points end no sentence', () => {
  expect(sentencesOf('It took 3.5 hours. Then? We left').map(({ start, end }) => 'It took 3.5 hours. Then? We left'.slice(start, end))).toEqual(['It took 3.5 hours.', 'Then?', 'We left']);
});

test('tone has three shares that sum to one, and a label that is the largest', () => {
  for (const text of ['It was awful and I was frustrated.', 'The team was thrilled with the great result.', 'The index is in the book.', '']) {
    const tone = toneOf(text);
    expect(tone.negative + tone.neutral + tone.positive).toBeCloseTo(1);
    expect(tone[tone.label]).toBe(Math.max(tone.negative, tone.neutral, tone.positive));
  }
  expect(toneOf('It was awful and I was frustrated.').label).toBe('negative');
  expect(toneOf('The team was thrilled with the great result.').label).toBe('positive');
  expect(toneOf('The index is in the book.').label).toBe('neutral');
});

test('words that name the subject of work are no feelings', () => {
  expect(toneOf('We rebuilt the ledger, which cut reconciliation errors by eighty percent.').label).toBe('neutral');
  expect(toneOf('I was frustrated and angry about the errors.').label).toBe('negative');
});

test('each sentence has its own tone', () => {
  expect(tonesOf('It was awful. The team was thrilled and happy.').map(({ tone }) => tone.label)).toEqual(['negative', 'positive']);
});
