import { expect, test } from 'vitest';
import { keytermsOf } from './keyterms.ts';

const question = { id: 'q1', text: 'How did you move the ledger to PostgreSQL?', competency: '', expectedPoints: ['compares Kafka with gRPC'], probes: [], timeBudgetSeconds: 100 };

test('names and technical terms are found, the start of a sentence is none', () => {
  const terms = keytermsOf({ candidateName: 'Dana Okafor', role: 'Backend engineer', jobDescription: 'You work with Kafka, Node.js and C++. Teams in Leeds use S3.\nMentoring is welcome.', questions: [question] });
  expect(terms[0]).toBe('Kafka');
  expect(terms).toEqual(expect.arrayContaining(['Dana', 'Okafor', 'PostgreSQL', 'gRPC', 'Node.js', 'C++', 'Leeds', 'S3']));
  expect(terms).not.toEqual(expect.arrayContaining(['You']));
  for (const plain of ['You', 'Teams', 'Mentoring', 'Backend', 'How', 'ledger', 'with']) expect(terms).not.toContain(plain);
});

test('there are few and short ones, whatever a job description holds', () => {
  const terms = keytermsOf({ candidateName: '', role: '', jobDescription: `x ${'A'.repeat(500)}1 ${Array.from({ length: 300 }, (_, index) => `term${index}`).join(' ')}`, questions: [] });
  expect(terms).toHaveLength(50);
  expect(terms.every((term) => term.length <= 30)).toBe(true);
});
