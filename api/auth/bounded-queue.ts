/** Runs a few things at once, lets some wait, and refuses the rest at once. */
export interface BoundedQueue {
  /** @throws QueueFullError when too many wait already */
  run<T>(work: () => Promise<T>): Promise<T>;
}
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
  readonly retryable = true;
}

export function createBoundedQueue({ atOnce, waiting }: { atOnce: number; waiting: number }): BoundedQueue {
  let running = 0;
  const line: (() => void)[] = [];
  return {
    async run(work) {
      if (running < atOnce) running++;
      else if (line.length >= waiting) throw new QueueFullError(`${line.length} are waiting already.`);
      // Whoever is done hands its place on, so that nobody slips in between.
      else await new Promise<void>((go) => void line.push(go));
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
