/** Interviews for the tests: questions with answers as texts, turned into turns with estimated word times. */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { findMarks, measureSpan, textOf, wordsOf } from '@greenroom/measures';

const interviewId = '3f1e7f0e-4b4b-4d6b-8a58-0d4a3a3f1c11';
/** 160 words a minute. */
const secondsPerWord = 0.375;

export interface Rehearsed {
  question: Partial<Question> & { text: string };
  /** One text per answer turn; two spaces inside a text stand for a pause of 2.5 s. */
  answers: string[];
}

export function rehearse(parts: readonly Rehearsed[], about: Partial<Plan> = {}): { plan: Plan; turns: Turn[]; createdAt: string; notices: string[] } {
  const questions = parts.map(({ question }, index): Question => ({ id: `q${index + 1}`, competency: '', expectedPoints: [], probes: [], timeBudgetSeconds: 120, ...question }));
  const turns: Turn[] = [];
  let clock = 5;
  const say = (speaker: Turn['speaker'], kind: Turn['kind'], questionId: string, said: string): void => {
    const words = said.split('  ').flatMap((piece, index) => {
      if (index > 0) clock += 2.5;
      const start = clock;
      clock += piece.split(' ').length * secondsPerWord;
      return wordsOf(piece, start, clock);
    });
    const text = textOf(words);
    const marks = findMarks(text, words);
    const measures = speaker === 'candidate' ? measureSpan(words, marks, { responseDelaySeconds: 1.2, text }) : null;
    turns.push({ interviewId, seq: turns.length, speaker, kind, questionId, text, startedAt: words[0]?.start ?? clock, endedAt: clock, words, marks, measures, responseDelayMs: speaker === 'candidate' ? 1200 : null, typed: false, interrupted: false });
    clock += 1.2;
  };
  parts.forEach(({ answers }, index) => {
    const question = questions[index];
    if (question === undefined) return;
    say('interviewer', 'question', question.id, question.text);
    answers.forEach((answer, position) => {
      if (position > 0) say('interviewer', 'follow_up', question.id, 'What came of it?');
      say('candidate', 'answer', question.id, answer);
    });
  });
  const plan: Plan = { interviewId, candidateName: 'Dana Reyes', type: 'behavioral', mode: 'spoken', role: 'Backend engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off', questions, ...about };
  return { plan, turns, createdAt: '2026-01-05T09:00:00.000Z', notices: [] };
}

export const disagreement: Rehearsed = {
  question: { text: 'Tell me about a time when you disagreed with a colleague about a decision. What did you do?', competency: 'handling disagreement', expectedPoints: ['listened to the other side', 'proposed an alternative', 'a result with a number'] },
  answers: [
    'Sure. So, um, last spring a product manager wanted to ship the new checkout before the audit was finished. I disagreed, you know, because a mistake there costs real money. I asked for one hour, wrote down the three risks with numbers, and proposed a smaller release that did not touch refunds.',
    'We shipped that on time, and the audit found two bugs in the part we had held back.',
  ],
};
export const hashMap: Rehearsed = {
  question: { text: 'How does a hash map work?', competency: 'data structures', expectedPoints: ['keys are hashed into buckets', 'collisions and how they are resolved', 'constant time on average'] },
  answers: ['A hash map stores each key in a bucket chosen by its hash. When two keys land in the same bucket you have a collision, and you resolve it with chaining or with open addressing.'],
};
