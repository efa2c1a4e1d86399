/** Questions for whoever brings none. Written for this project; each can be asked aloud and answered in its time. */
import { createHash } from 'node:crypto';
import type { BankQuestion, InterviewType } from '@greenroom/contracts';
import { behavioral } from './behavioral/index.ts';
import { communication } from './communication/index.ts';
import { hr } from './hr/index.ts';
import { technical } from './technical/index.ts';
import type { WrittenQuestion } from './written-question.ts';

export const bankName = 'built-in bank';

const written: Record<InterviewType, readonly WrittenQuestion[]> = { technical, behavioral, hr, communication };

/** The id stays the same as long as the text does, wherever the question moves. */
const idOf = (type: InterviewType, text: string): string => `${type}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`;

const ofType = (type: InterviewType): readonly BankQuestion[] => written[type].map(({ area = 'general', levels, ...question }) => ({ ...question, id: idOf(type, question.text), type, area, levels: [...levels] }));

export const bank: Readonly<Record<InterviewType, readonly BankQuestion[]>> = { technical: ofType('technical'), behavioral: ofType('behavioral'), hr: ofType('hr'), communication: ofType('communication') };

/** The competencies of a type, in the order in which the bank names them. */
export const competenciesOf = (type: InterviewType): string[] => [...new Set(bank[type].map(({ competency }) => competency))];
