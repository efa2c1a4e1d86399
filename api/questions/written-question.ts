/** The form in which the bank's questions are written down. */
import type { BankQuestion, Level, QuestionArea } from '@greenroom/contracts';

/** Type and id come from where it stands; without an area it is for every kind of work. */
export type WrittenQuestion = Omit<BankQuestion, 'id' | 'type' | 'area' | 'levels'> & { levels: readonly Level[]; area?: QuestionArea };

/** For whom a question is. */
export const everyone: readonly Level[] = ['junior', 'mid', 'senior', 'lead'];
export const early: readonly Level[] = ['junior', 'mid'];
export const experienced: readonly Level[] = ['mid', 'senior', 'lead'];
export const upper: readonly Level[] = ['senior', 'lead'];
