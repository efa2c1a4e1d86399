import type { Answers } from './answers.ts';

export const practiceAnswers: Answers = {};
