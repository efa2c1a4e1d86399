import type { Answers } from './answers.ts';

export const resumeAnswers: Answers = {};
