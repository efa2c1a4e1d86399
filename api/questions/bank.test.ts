import { describe, expect, test } from 'vitest';
import { BankQuestion, interviewTypes, Level, questionAreas } from '@greenroom/contracts';
import { contentWordsOf, pointsCovered } from '@greenroom/measures';
import { sayable } from '@greenroom/providers/local/sayable';
import { bank, competenciesOf } from './bank.ts';
import { asksTheSame } from './likeness.ts';
import { unspeakable } from './speakable.ts';

const all = interviewTypes.flatMap((type) => bank[type]);

describe.each(interviewTypes)('the %s questions', (type) => {
  const questions = bank[type];

  test('are at least forty, at least fifteen of them for each level', () => {
    expect(questions.length).toBeGreaterThanOrEqual(40);
    for (const level of Level.options) expect(questions.filter(({ levels }) => levels.includes(level)).length, level).toBeGreaterThanOrEqual(15);
  });

  test('are complete: competency, four to six points, two probes, a time that fits', () => {
    for (const question of questions) {
      expect(BankQuestion.safeParse(question).error, question.text).toBeUndefined();
      expect(question.expectedPoints.length, question.text).toBeGreaterThanOrEqual(4);
      expect(question.expectedPoints.length, question.text).toBeLessThanOrEqual(6);
      expect(new Set(question.expectedPoints).size).toBe(question.expectedPoints.length);
      expect(question.probes, question.text).toHaveLength(2);
      expect(question.timeBudgetSeconds).toBeGreaterThanOrEqual(90);
      expect(question.timeBudgetSeconds).toBeLessThanOrEqual(240);
    }
  });

  test('ask about competencies of which each has several questions, so that a weak one can be practised', () => {
    const competencies = competenciesOf(type);
    expect(competencies.length).toBeGreaterThanOrEqual(8);
    for (const competency of competencies) expect(questions.filter((question) => question.competency === competency).length, competency).toBeGreaterThanOrEqual(2);
  });
});

test('no two questions are the same, nor the same in other words, and no two have the same id', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const alike = all.flatMap((question, index) => (asksTheSame(all.slice(0, index).map(({ text }) => text))(question.text) ? [question.text] : []));
  expect(alike).toEqual([]);
  const probes = all.flatMap((question) => question.probes.map((probe) => `${question.id} ${probe}`));
  expect(new Set(probes).size).toBe(probes.length);
});

test('every question, probe and point can be said by a voice', () => {
  const problems = all.flatMap(({ text, probes, expectedPoints }) => [text, ...probes, ...expectedPoints.map((point) => `${point}.`)].flatMap((said) => unspeakable(said) ?? []));
  expect(problems).toEqual([]);
  // Nor has the local voice anything to put right in them, apart from the form of apostrophes.
  for (const said of all.flatMap(({ text, probes }) => [text, ...probes])) expect(sayable(said)).toBe(said.replaceAll('’', "'").replaceAll('"', ' ').trim());
});

test('no question takes longer than twenty seconds to say, and every probe is short', () => {
  const seconds = (text: string): number => (text.split(/\s+/).length / 150) * 60;
  for (const { text, probes } of all) {
    expect(seconds(text), text).toBeLessThanOrEqual(20);
    for (const probe of probes) expect(seconds(probe), probe).toBeLessThanOrEqual(10);
  }
});

test('every point can be found in an answer: it names something in few words, or is a form that the rules know', () => {
  // An answer that has every form, and none of the points' own words.
  const forms = 'Last year I was responsible for it because I like it. I called everyone. In the end it fell by ten percent, and I learned from it.';
  const lost = all.flatMap(({ expectedPoints }) =>
    expectedPoints.filter((point) => {
      const stems = new Set(contentWordsOf(point).map(({ stem }) => stem)).size;
      return stems > 6 || (stems === 0 && pointsCovered(forms, [point])[0]?.covered !== true);
    }),
  );
  expect(lost).toEqual([]);
});

test.each([
  [
    'A number in a report is suddenly twice as high',
    'First I would check the source of the data. Often there are duplicate rows because of a join. Then I look whether the definition or the pipeline was changed. I would compare it with another source, and I would tell the people who use the report.',
    5,
  ],
  [
    'Tell me about a time when you did more for a customer',
    'Last winter a customer needed her order before a funeral. The usual way would have taken three days, and that was not enough. So I drove there and brought it to the customer myself. She reacted with a long letter. I told her that I could not do this every time, because we have limits to keep.',
    4,
  ],
  [
    'You have to say no to a request from a good customer',
    'I would give a clear no, and the reason for it. I show that I understand the wish, and I look for another way to help them. The relationship matters more than one order, so I keep in touch.',
    4,
  ],
  [
    'Which skill would you like to learn next',
    'The skill that I need next is negotiating. I am taking a course, and my plan is to learn two hours a week. At work I practise it with small suppliers. I will know that I have learned it when I no longer dread those calls.',
    3,
  ],
])('a plain good answer to “%s …” makes its points', (beginning, answer, atLeast) => {
  const question = all.find(({ text }) => text.startsWith(beginning));
  const covered = pointsCovered(answer, question?.expectedPoints ?? []).filter((finding) => finding.covered);
  expect(covered.length).toBeGreaterThanOrEqual(atLeast);
  expect(pointsCovered('I do not know. The weather was nice and we had soup.', question?.expectedPoints ?? []).filter((finding) => finding.covered)).toEqual([]);
});

test('technical questions are about every area, and the other types about work of any kind', () => {
  expect(new Set(bank.technical.map(({ area }) => area))).toEqual(new Set(questionAreas));
  expect(bank.technical.filter(({ area }) => area === 'general').length).toBeGreaterThanOrEqual(15);
  for (const type of ['behavioral', 'hr', 'communication'] as const) expect(new Set(bank[type].map(({ area }) => area))).toEqual(new Set(['general']));
});
