import { describe, expect, test } from 'vitest';
import { interviewTypes, Level, type Question } from '@greenroom/contracts';
import { areasOf, isSoftware } from './areas.ts';
import { bank } from './bank.ts';
import { chooseQuestions, type Choice } from './choose.ts';
import { asksTheSame } from './likeness.ts';

/** Chance that can be repeated (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
const choose = (change: Partial<Choice> & Pick<Choice, 'type'>, seed = 1): Question[] =>
  chooseQuestions({ role: 'Engineer', level: 'mid', count: 4, jobDescription: null, resumeText: null, weakCompetencies: [], recentlyAsked: [], random: chance(seed), ...change });
const fromBank = ({ text }: Question) => Object.values(bank).flat().find((question) => question.text === text);
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

test.each(interviewTypes)('%s: different questions of different competencies, numbered in the order in which they are asked', (type) => {
  for (const level of Level.options) {
    const chosen = choose({ type, level });
    expect(chosen.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
    expect(new Set(chosen.map(({ text }) => text)).size).toBe(4);
    expect(new Set(chosen.map(({ competency }) => competency)).size).toBe(4);
    for (const question of chosen) expect(fromBank(question)?.levels).toContain(level);
  }
});

test('chance decides between questions that fit equally, and the same chance chooses the same', () => {
  const firsts = new Set(seeds.map((seed) => choose({ type: 'hr' }, seed)[0]?.text));
  expect(firsts.size).toBeGreaterThan(3);
  expect(choose({ type: 'hr' }, 7)).toEqual(choose({ type: 'hr' }, 7));
});

describe('a technical interview follows the job', () => {
  const areasFor = (change: Partial<Choice>): (string | undefined)[] => seeds.flatMap((seed) => choose({ type: 'technical', ...change }, seed).map((question) => fromBank(question)?.area));

  test.each([
    ['iOS developer', 'mobile'],
    ['Frontend engineer', 'frontend'],
    ['Data analyst', 'data'],
    ['Site reliability engineer', 'operations'],
    ['Machine learning engineer', 'machine learning'],
    ['Backend developer', 'backend'],
  ])('a %s is asked about %s most, and never about what is foreign to the job', (role, area) => {
    const asked = areasFor({ role });
    expect(asked.filter((one) => one === area).length / asked.length).toBeGreaterThanOrEqual(0.5);
    const belonging = areasOf({ role, texts: [] });
    for (const one of asked) expect([...belonging.keys()]).toContain(one);
  });

  test('when the role names no area, the job description does', () => {
    const asked = areasFor({ role: 'Software engineer', jobDescription: 'You build our site with React, TypeScript and CSS, and care about accessibility in every browser.' });
    expect(asked).toContain('frontend');
    expect(asked).not.toContain('machine learning');
  });

  test.each([['Nurse', false], ['Software engineer', true], ['QA tester', true], ['Data analyst', true], ['Engineering manager', true], ['Baker', false]])('a %s works with software: %s', (role, expected) => {
    expect(isSoftware({ role, texts: [] })).toBe(expected);
  });

  test('when nothing names one, the questions are of the general kind', () => {
    expect(new Set(areasFor({ role: 'Engineer' }))).toEqual(new Set(['general']));
  });
});

test('what the job description speaks of comes up more often', () => {
  const jobDescription = 'You will speak in front of customers: talks, presentations to an audience, slides, and answers to their questions.';
  const count = (description: string | null) => seeds.filter((seed) => choose({ type: 'communication', jobDescription: description }, seed).some(({ competency }) => competency === 'presenting')).length;
  expect(count(jobDescription)).toBeGreaterThan(count(null) + 3);
});

test('an introduction comes first and what is asked at the end comes last', () => {
  for (const seed of seeds) {
    const competencies = choose({ type: 'hr', count: 10 }, seed).map(({ competency }) => competency);
    expect(competencies.indexOf('introducing oneself')).toBeLessThanOrEqual(0);
    const last = competencies.indexOf('expectations');
    if (last >= 0) expect(last).toBe(competencies.length - 1);
  }
});

test('half of the questions are for what was weak, the weakest first', () => {
  for (const seed of seeds) {
    const chosen = choose({ type: 'behavioral', weakCompetencies: ['ownership', 'adapting to change'] }, seed);
    expect(chosen[0]?.competency).toBe('ownership');
    expect(chosen.filter(({ competency }) => ['ownership', 'adapting to change'].includes(competency))).toHaveLength(2);
  }
});

test('what was asked of late does not come again, also not in slightly other words', () => {
  const recentlyAsked = seeds.slice(0, 5).flatMap((seed) => choose({ type: 'hr', count: 5 }, seed).map(({ text }) => text.replace('?', ', please?')));
  for (const seed of seeds) {
    const again = asksTheSame(recentlyAsked);
    expect(choose({ type: 'hr', recentlyAsked }, seed).filter(({ text }) => again(text))).toEqual([]);
  }
});

test('whoever has been asked everything is asked again rather than too little', () => {
  const recentlyAsked = bank.hr.map(({ text }) => text);
  expect(choose({ type: 'hr', recentlyAsked })).toHaveLength(4);
});

test('questions that are alike are told by their words, and those that only begin alike are not', () => {
  const same = asksTheSame(['Tell me about a time when you disagreed with a colleague about a decision. What did you do?']);
  expect(same('Tell me about a time you disagreed with a colleague over a decision!')).toBe(true);
  expect(same('Describe a decision about which you and a colleague disagreed.')).toBe(true);
  expect(same('Tell me about a time when you had to learn something new. What did you do?')).toBe(false);
});
