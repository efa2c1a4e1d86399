import type { Operation } from './operation.ts';

export const sharingOperations = {} as const satisfies Record<string, Operation>;
