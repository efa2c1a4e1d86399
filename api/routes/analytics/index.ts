import type { analyticOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { compareInterviews } from './compare.ts';
import { readDashboard } from './dashboard.ts';
import { readHistory } from './history.ts';
import { readProgress } from './progress.ts';

export const analyticHandlers: HandlersOf<typeof analyticOperations> = { readDashboard, readProgress, readHistory, compareInterviews };
