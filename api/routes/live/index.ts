import type { liveOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const liveHandlers: HandlersOf<typeof liveOperations> = {};
