import { expect, test } from 'vitest';
import { expectationOf, mayGoOn, patienceFor, type Expectation } from './expectations.ts';

const any = { text: 'Tell me about a project that you are proud of.' };

test.each([
  // Their own words, long and short, spoken and written style.
  ['Tell me about a time when you disagreed with your manager.', 'story'],
  ['Describe a situation in which you had to learn something quickly.', 'story'],
  ['Could you give me an example of a decision that you regret?', 'story'],
  ['Walk me through the hardest bug you have fixed.', 'story'],
  ['Please introduce yourself.', 'story'],
  ['Have you ever missed a deadline?', 'story'],
  ['What was your biggest failure? Tell me about the moment when you noticed.', 'story'],
  ['How did you handle the customer’s complaint?', 'story'],
  ['What came out of it in the end?', 'story'],
  ['Could you tell me a little more about that? A concrete example would help.', 'story'],
  ['Think of a colleague you found difficult. What happened?', 'story'],
  ['Explain how a hash table finds a value.', 'explanation'],
  ['How would you design a queue that survives a crash?', 'explanation'],
  ['Why do you want to leave your current job?', 'explanation'],
  ['What is the difference between a process and a thread?', 'explanation'],
  ['Can you explain what an index does to a write?', 'explanation'],
  ['What would you do if two people in your team stopped talking to each other?', 'explanation'],
  ['Would you choose Postgres or Kafka for this, and why?', 'explanation'],
  ['What motivates you?', 'explanation'],
  ['How does a browser know that a certificate is genuine?', 'explanation'],
  ['What are the drawbacks of a cache?', 'explanation'],
  ['Where do you want to be in three years, and what have you done for it so far?', 'explanation'],
  ['When do you write a thing yourself, and when do you buy it?', 'explanation'],
  ['You have made a mistake that nobody has noticed yet. How do you tell your manager?', 'explanation'],
  ['By how much, roughly?', 'brief'],
  ['How many people were in your team?', 'brief'],
  ['Are you willing to travel?', 'brief'],
  ['Did you test it before the release?', 'brief'],
  ['Which database did you use?', 'brief'],
  ['When can you start?', 'brief'],
  ['Who decided that in the end?', 'brief'],
  ['You said that you led the move to the new index. How long did it take?', 'brief'],
  ['Is there anything that you would like to add?', 'brief'],
  ['So, was it your own idea?', 'brief'],
  ['What is your notice period?', 'brief'],
  ['Where are you based at the moment?', 'brief'],
  ['Which comment did you disagree with?', 'explanation'],
  ['Where did you learn that?', 'explanation'],
  ['When did that weakness last get in your way?', 'explanation'],
  ['Describe the difference between TCP and UDP.', 'explanation'],
  ['Walk me through the TLS handshake.', 'explanation'],
] satisfies [string, Expectation][])('"%s" asks for: %s', (asked, expected) => {
  expect(expectationOf({ text: asked }, asked)).toBe(expected);
  expect(expectationOf(any, asked)).toBe(expected);
});

test('a follow-up counts for itself, and without one the question does', () => {
  expect(expectationOf(any, 'By how much, roughly?')).toBe('brief');
  expect(expectationOf(any, '')).toBe('story');
});

test('a silence is left alone for as long as the question deserves', () => {
  const first = (asked: string): number => patienceFor({ text: asked }, 0);
  expect(first('Are you willing to travel?')).toBe(8);
  expect(first('Tell me about a time when you failed.')).toBe(15);
  expect(first('How does a cache help?')).toBeGreaterThan(8);
  expect(first('How does a cache help?')).toBeLessThan(15);
  expect(patienceFor(any, 0, 'By how much, roughly?')).toBe(8);
});

test('each silence has its own patience, and the last one stays', () => {
  const waits = [0, 1, 2, 7].map((silences) => patienceFor(any, silences));
  expect(waits[2]).toBeLessThan(waits[0] ?? 0);
  expect(waits[3]).toBe(waits[2]);
});

test('people often go on after "I have no example" and "let me think", not after "skip" or "repeat"', () => {
  expect((['dont_know', 'thinking', 'skip', 'repeat', 'none'] as const).filter(mayGoOn)).toEqual(['dont_know', 'thinking']);
});
