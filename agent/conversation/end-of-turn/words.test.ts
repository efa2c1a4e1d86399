import { expect, test } from 'vitest';
import { announcedList, clauseEnd, isSequenceBegun, lastSentence, leadsUp, onlyBegun, onlyOpens, roundsOff } from './words.ts';

test.each(['We had eleven million accounts, and', 'I disagreed because.', 'the tests took', 'We used the.', 'The plan was to', 'and he.'])('“%s” is an open clause', (text) => {
  expect(clauseEnd(text)).toBe('open');
});

test.each(['Then I would ask, um.', 'The second is, uh', 'Er.'])('“%s” hesitates', (text) => {
  expect(clauseEnd(text)).toBe('hesitating');
});

test.each(['They are the people that I would work with.', 'I think so.', 'And we did that.', 'We shipped it in May.', 'Nobody had called them for three months.', 'That is the team that I came from.', 'Yes, I did.', 'No, I could not.', 'That is what I would do.', 'It went really well.', 'We have not looked back since then.', 'We did that as well.'])('“%s” is a clause that is closed', (text) => {
  expect(clauseEnd(text)).toBe('closed');
});

test.each([
  ['There are three things that I look for.', 'open'],
  ['There are three things that I look for. The first is honest feedback, the second is a good product.', 'open'],
  ['There are three things that I look for. The first is honest feedback, the second is a good product, and the third is time.', 'told'],
  ['A deadlock needs four conditions: mutual exclusion, hold and wait, no preemption, and circular wait.', 'told'],
  ['I had a few reasons.', 'open'],
  ['I asked some questions and fixed it.', undefined],
  ['We made a few changes, and it worked.', undefined],
  ['I prepare three points, and I always finish with what I need from the audience, which they find out when they ask me.', undefined],
  ['We moved the service.', undefined],
] as const)('in “%s” the announced list is %s', (text, expected) => {
  expect(announcedList(text)).toBe(expected);
});

test('a first without a second is a sequence begun; the first time of something is none', () => {
  expect(isSequenceBegun('Well, first I would ask how many users we expect.')).toBe(true);
  expect(isSequenceBegun('First I would ask how many users we expect, then I would draw it.')).toBe(false);
  expect(isSequenceBegun('It was the first time that I led a team.')).toBe(false);
});

test.each(['I would explain an index to a manager like this.', 'There was a conflict with another engineer.', 'Okay, so, let me start with the team.'])('“%s” leads up to something', (text) => {
  expect(leadsUp(text)).toBe(true);
});

test.each(['I would like to start in March.', 'Once we had that, the errors stopped.', 'There was a drop of thirty percent in the number of calls that we got each week.'])('“%s” leads up to nothing', (text) => {
  expect(leadsUp(text)).toBe(false);
});

test('a figure with a point in it is no end of a sentence', () => {
  expect(lastSentence('It was fine. The rate fell to 3.5 percent with Node.js in front.')).toBe('The rate fell to 3.5 percent with Node.js in front.');
});

test('what rounds an answer off counts in its last sentence only', () => {
  expect(roundsOff('We shipped it. In the end they renewed the contract.')).toBe(true);
  expect(roundsOff('In the end they renewed. Before that we had called them every day.')).toBe(false);
});

test.each(['Sure.', 'Um, okay.', 'Thank you for asking.', 'Good question.'])('“%s” only opens an answer', (text) => {
  expect(onlyOpens(text)).toBe(true);
});

test.each(['The second release.', 'We moved everything. After the audit.', 'When we looked at the volume.', 'So, um, my first manager.', 'If the key is larger.'])('in “%s” the last sentence is only begun', (text) => {
  expect(onlyBegun(text)).toBe(true);
});

test.each(['The database does the same thing with rows.', 'The team was thrilled.', 'In five years I would like to lead a small platform team.', 'Nothing.', 'After that, it worked.', 'The replay takes nine minutes.'])('“%s” is a sentence', (text) => {
  expect(onlyBegun(text)).toBe(false);
});
