import type { adminOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const adminHandlers: HandlersOf<typeof adminOperations> = {};
