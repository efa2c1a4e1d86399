import type { Operation } from './operation.ts';

export const questionOperations = {} as const satisfies Record<string, Operation>;
