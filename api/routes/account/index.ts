import type { accountOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const accountHandlers: HandlersOf<typeof accountOperations> = {};
