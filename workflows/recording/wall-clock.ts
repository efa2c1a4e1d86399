/** Epoch milliseconds that never jump: the machine's clock may be set while an interview runs. */
export const wallClock = { now: (): number => performance.timeOrigin + performance.now() } as const;
