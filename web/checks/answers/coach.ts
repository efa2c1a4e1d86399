import type { Answers } from './answers.ts';

export const coachAnswers: Answers = {};
