/** Questions for whoever brings none. Written for this project; each can be asked aloud and answered in its time. */
import type { InterviewType, Question } from '@greenroom/contracts';
import { behavioral } from './behavioral.ts';
import { communication } from './communication.ts';
import { hr } from './hr.ts';
import { technical } from './technical.ts';

/** The id is given when it becomes part of an interview. */
export type BankQuestion = Omit<Question, 'id'>;

export const bank: Record<InterviewType, readonly BankQuestion[]> = { technical, behavioral, hr, communication };
