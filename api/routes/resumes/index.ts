import type { resumeOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';

export const resumeHandlers: HandlersOf<typeof resumeOperations> = {};
