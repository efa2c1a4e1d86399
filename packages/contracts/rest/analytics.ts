import type { Operation } from './operation.ts';

export const analyticOperations = {} as const satisfies Record<string, Operation>;
