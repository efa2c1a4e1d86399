import type { analyticOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const analyticHandlers: HandlersOf<typeof analyticOperations> = {};
