/** How long a pause may go on, in words: for the spoken and the typed interview. */
import { spokenTime } from '#lib/wording.ts';
import type { Pause } from './conversation.ts';

/** Below this every second counts; above it minutes do. */
const secondsCounted = 90;

/** @param now seconds on the interview's clock */
export function pauseWords({ since, limitSeconds }: Pause, now: number): string {
  if (limitSeconds === undefined) return 'A pause that lasts too long ends the interview.';
  const left = Math.max(0, since + limitSeconds - now);
  return `The pause may last another ${spokenTime(left > secondsCounted ? Math.ceil(left / 60) * 60 : left)}; after that the interview ends.`;
}
