import type { questionOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const questionHandlers: HandlersOf<typeof questionOperations> = {};
