/** Whether the parts that the API depends on answer. */
import { setTimeout as after } from 'node:timers/promises';
import { pingDatabase } from '@greenroom/database';
import type { Context } from './context.ts';
import type { Logger } from './log.ts';

/** Longest wait for one part's answer. */
const timeoutMs = 2_000;

export interface Part {
  name: string;
  status: 'ok' | 'failing';
  milliseconds: number;
}

/** Asks all of them at once. Redis counts as there only when both of our connections to it work. */
export async function checkParts({ database, events, redis, files, rooms, workflows, metrics }: Context, log: Logger): Promise<Part[]> {
  const pings: Record<string, () => Promise<unknown>> = {
    database: () => pingDatabase(database),
    redis: () => Promise.all([events.ping(), redis.ping()]),
    files: () => files.ping(),
    livekit: () => rooms.ping(),
    temporal: () => workflows.ping(),
  };
  return Promise.all(
    Object.entries(pings).map(async ([name, ping]) => {
      const since = performance.now();
      const answer = await inTime(ping()).then(() => undefined, (error: unknown) => error ?? 'no reason');
      if (answer !== undefined) {
        log.warn({ error: answer, 'event.dataset': name }, 'Health check failed');
        metrics.dependencyFailures.inc({ part: name });
      }
      return { name, status: answer === undefined ? 'ok' : 'failing', milliseconds: Math.round(performance.now() - since) } as const;
    }),
  );
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const late = after(timeoutMs, undefined, { signal: stop.signal }).then(() => Promise.reject(new Error(`No answer within ${timeoutMs} ms.`)));
  try {
    await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
}
