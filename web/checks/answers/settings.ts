import type { Answers } from './answers.ts';

export const settingsAnswers: Answers = {};
