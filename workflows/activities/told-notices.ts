/** What the people in the room were told while the interview ran, for its report: a provider that fell out, a line that could not be stored. */
import type { Context } from '../context.ts';

/** The stream is read to where the finishing begins, which has been announced by now; longer than this is a Redis in trouble. */
const longestReadMs = 5_000;
const mostNotices = 20;

/** Empty, and logged, when the stream cannot be read: a report without them is better than none. */
export async function toldNotices({ events, log }: Pick<Context, 'events' | 'log'>, interviewId: string, except: readonly string[] = []): Promise<string[]> {
  const told = new Set<string>();
  const over = AbortSignal.timeout(longestReadMs);
  for await (const { event } of events.follow(interviewId, { after: '0', signal: over })) {
    if (event.type === 'notice' && event.level !== 'info' && !except.includes(event.text)) told.add(event.text);
    if (event.type === 'report:progress') return [...told].slice(0, mostNotices);
  }
  log.warn({ interviewId }, 'the interview’s notices could not be read to their end');
  return [...told].slice(0, mostNotices);
}
