import type { WorkflowClientInterceptor } from '@temporalio/client';
import { startedBy } from './tracing.ts';

/** A workflow keeps in its memo which request started it, and in which trace: Temporal's page and list show it. */
export const remembersRequest: WorkflowClientInterceptor = {
  start: (input, next) => next({ ...input, options: { ...input.options, memo: { ...startedBy(), ...input.options.memo } } }),
  signalWithStart: (input, next) => next({ ...input, options: { ...input.options, memo: { ...startedBy(), ...input.options.memo } } }),
};
