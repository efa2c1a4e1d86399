import type { WrittenQuestion } from '../written-question.ts';
import { conflictAndFeedback } from './conflict-and-feedback.ts';
import { failureAndPressure } from './failure-and-pressure.ts';
import { leadingAndDeveloping } from './leading-and-developing.ts';
import { resultsAndInitiative } from './results-and-initiative.ts';

export const behavioral: readonly WrittenQuestion[] = [...conflictAndFeedback, ...failureAndPressure, ...resultsAndInitiative, ...leadingAndDeveloping];
