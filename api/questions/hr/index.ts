import type { WrittenQuestion } from '../written-question.ts';
import { changeAndConditions } from './change-and-conditions.ts';
import { introductionAndMotivation } from './introduction-and-motivation.ts';
import { strengthsAndDirection } from './strengths-and-direction.ts';
import { workingStyle } from './working-style.ts';

export const hr: readonly WrittenQuestion[] = [...introductionAndMotivation, ...strengthsAndDirection, ...workingStyle, ...changeAndConditions];
