import type { questionOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { listQuestionsByType } from './by-type.ts';
import { generateQuestions, generateQuestionsFor } from './generate.ts';

export const questionHandlers: HandlersOf<typeof questionOperations> = { listQuestionsByType, generateQuestions, generateQuestionsFor };
