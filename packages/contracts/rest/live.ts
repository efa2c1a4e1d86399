/** The door to the live socket, and what the candidate does to a running interview. */
import type { Operation } from './operation.ts';

export const liveOperations = {} as const satisfies Record<string, Operation>;
