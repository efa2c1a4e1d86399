import type { Answers } from './answers.ts';

export const liveAnswers: Answers = {};
