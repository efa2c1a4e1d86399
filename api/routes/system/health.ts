import { setTimeout as after } from 'node:timers/promises';
import { pingDatabase } from '@greenroom/database';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** Longest wait for one part's answer. */
const timeoutMs = 2_000;

/** Without the database nothing works (503); without another part something does (`degraded`). */
export const health: Handler<'health'> = async (context, { log }) => {
  const checks = Object.fromEntries(
    await Promise.all(
      Object.entries(parts(context)).map(async ([name, ping]) => {
        try {
          await inTime(ping());
          return [name, 'ok'] as const;
        } catch (error) {
          log.warn({ error, 'event.dataset': name }, 'Health check failed');
          return [name, 'failing'] as const;
        }
      }),
    ),
  );
  if (checks['database'] === 'failing') {
    const errors = Object.entries(checks).map(([path, message]) => ({ path, message }));
    throw new ProblemError('unavailable', 'The database does not answer.', { errors });
  }
  return { status: Object.values(checks).includes('failing') ? 'degraded' : 'ok', checks };
};

const parts = ({ database, events, files, rooms, workflows }: Context): Record<string, () => Promise<void>> => ({
  database: () => pingDatabase(database),
  redis: () => events.ping(),
  files: () => files.ping(),
  livekit: () => rooms.ping(),
  temporal: () => workflows.ping(),
});

async function inTime(answer: Promise<void>): Promise<void> {
  const stop = new AbortController();
  const late = after(timeoutMs, undefined, { signal: stop.signal }).then(() => Promise.reject(new Error(`No answer within ${timeoutMs} ms.`)));
  try {
    await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
}
