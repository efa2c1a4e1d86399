import { setTimeout as sleep } from 'node:timers/promises';

/** Does the work and answers no sooner than after `atLeastMs`, so that the time does not tell what there was to do. */
export async function evenTime<T>(atLeastMs: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), sleep(atLeastMs)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
