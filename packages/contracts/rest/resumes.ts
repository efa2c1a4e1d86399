import type { Operation } from './operation.ts';

export const resumeOperations = {} as const satisfies Record<string, Operation>;
