import type { Answers } from './answers.ts';

export const administrationAnswers: Answers = {};
