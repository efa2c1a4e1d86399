import type { WrittenQuestion } from '../written-question.ts';
import { backend } from './backend.ts';
import { craft } from './craft.ts';
import { data } from './data.ts';
import { frontend } from './frontend.ts';
import { machineLearning } from './machine-learning.ts';
import { mobile } from './mobile.ts';
import { operations } from './operations.ts';
import { systems } from './systems.ts';

export const technical: readonly WrittenQuestion[] = [...systems, ...craft, ...backend, ...frontend, ...data, ...operations, ...mobile, ...machineLearning];
