import type { sharingOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const sharingHandlers: HandlersOf<typeof sharingOperations> = {};
