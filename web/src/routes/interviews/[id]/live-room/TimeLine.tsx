/** Where in the interview we are: one stretch per question, as long as its time, filling as it passes. */
import { useEffect, useState } from 'react';
import type { Asked } from './conversation.ts';

interface Props {
  asked: Asked | undefined;
  /** Seconds per question. */
  budgets: number[];
  clock: () => number;
  /** The clock's time at which the interview was paused: it stands still since. */
  pausedSince: number | undefined;
}

export function TimeLine({ asked, budgets, clock, pausedSince }: Props) {
  const seconds = useSecondHand(clock);
  const now = pausedSince ?? seconds;
  const share = asked === undefined ? 0 : Math.min(1, Math.max(0, (now - asked.since) / (budgets[asked.index] ?? 1)));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-0.5 pt-0.5 text-small text-quiet">
      <p className="tabular shrink-0">{asked === undefined ? 'Before the first question' : `Question ${asked.index + 1} of ${asked.total}${asked.followUp ? ', follow-up' : ''}`}</p>
      <div className="order-last flex h-0.5 grow basis-full gap-0.5 sm:order-none sm:basis-0" aria-hidden="true">
        {budgets.map((seconds, i) => {
          const filled = asked === undefined || i > asked.index ? 0 : i < asked.index ? 1 : share;
          return (
            <div key={i} className="h-full overflow-hidden rounded-full bg-line" style={{ flexGrow: seconds }}>
              <div className="h-full origin-left bg-interviewer" style={{ transform: `scaleX(${filled})` }} />
            </div>
          );
        })}
      </div>
      <p className="tabular shrink-0" data-testid="time-left">
        {timeLeft(secondsLeft(asked, budgets, now))}
      </p>
    </div>
  );
}

/** Of the questions' time: what is left of this one, and those to come. */
export function secondsLeft(asked: Asked | undefined, budgets: readonly number[], now: number): number {
  const whole = (from: number): number => budgets.slice(from).reduce((sum, seconds) => sum + seconds, 0);
  if (asked === undefined) return whole(0);
  return Math.max(0, (budgets[asked.index] ?? 0) - Math.max(0, now - asked.since)) + whole(asked.index + 1);
}

/** In whole minutes: a clock that ticks makes nobody calmer. */
export function timeLeft(seconds: number): string {
  return seconds < 60 ? 'Under a minute left' : `About ${Math.ceil(seconds / 60)} min left`;
}

export function useSecondHand(clock: () => number): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
