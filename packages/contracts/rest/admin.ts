import type { Operation } from './operation.ts';

export const adminOperations = {} as const satisfies Record<string, Operation>;
