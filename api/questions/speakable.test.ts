import { expect, test } from 'vitest';
import { asSpoken, unspeakable } from './speakable.ts';

test.each([
  'How would you explain recursion to a child of ten?',
  'Tell me about a project that failed. What was your part in it, and what did you do?',
  'Qu’est-ce que vous avez appris de cette erreur ?',
])('“%s” can be said', (text) => expect(unspeakable(text)).toBeUndefined());

test.each([
  ['What is your experience with CI/CD (Jenkins, GitHub Actions)?', 'signs'],
  ['Explain **dependency injection**.', 'signs'],
  ['What does `npm install` do?', 'signs'],
  ['See https://example.com and explain it.', 'signs'],
  ['What do you think of Node.js for this?', 'only the eye'],
  ['Tools, e.g. Docker, are useful. Which do you know?', 'only the eye'],
  ['Great answer! Now tell me about yourself.', 'do not belong'],
  ['As an AI I would like to know what you do.', 'do not belong'],
  ['Are you married?', 'may not ask'],
  ['What is your religion, if I may ask?', 'may not ask'],
  ['Tell me about yourself', 'whole sentence'],
  [`${'really '.repeat(50)}long?`, 'words'],
  ['One. Two. Three. Four.', 'sentences'],
])('“%s” cannot', (text, why) => expect(unspeakable(text)).toContain(why));

test.each([
  ['1. How do you test a REST API?', 'How do you test a REST API?'],
  ['Q: **What** is a `closure`?', 'What is a closure?'],
  ['How do you use CI/CD & containers?', 'How do you use continuous integration and delivery and containers?'],
  ['Which tools (e.g. Docker) do you know?', 'Which tools, for example Docker do you know?'],
  ['Which databases, e.g. Postgres, have you used?', 'Which databases, for example Postgres, have you used?'],
  ['Do you prefer Node.js/Deno – and why?', 'Do you prefer Node JS or Deno, and why?'],
  ['How do you cut costs by 20 %?', 'How do you cut costs by 20 percent?'],
  ['Have you used C++ or C#?', 'Have you used C plus plus or C sharp?'],
  ['What would you do with logs, metrics, etc.?', 'What would you do with logs, metrics and so on?'],
])('“%s” is said as “%s”', (written, spoken) => {
  expect(asSpoken(written)).toBe(spoken);
  expect(unspeakable(asSpoken(written))).toBeUndefined();
});
