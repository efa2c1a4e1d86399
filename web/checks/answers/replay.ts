import type { Answers } from './answers.ts';

export const replayAnswers: Answers = {};
