/** Where in the interview we are: one stretch per question, as long as its time, filling as it passes. */
import { useEffect, useState } from 'react';
import type { Asked } from './conversation.ts';

export function TimeLine({ asked, budgets, clock }: { asked: Asked | undefined; budgets: number[]; clock: () => number }) {
  const now = useSecondHand(clock);
  const share = asked === undefined ? 0 : Math.min(1, Math.max(0, (now - asked.since) / (budgets[asked.index] ?? 1)));
  return (
    <div className="flex items-center gap-2 pt-0.5 text-small text-quiet">
      <p className="tabular shrink-0">{asked === undefined ? 'Before the first question' : `Question ${asked.index + 1} of ${asked.total}${asked.followUp ? ', follow-up' : ''}`}</p>
      <div className="flex h-0.5 grow gap-0.5" aria-hidden="true">
        {budgets.map((seconds, i) => {
          const filled = asked === undefined || i > asked.index ? 0 : i < asked.index ? 1 : share;
          return (
            <div key={i} className="h-full overflow-hidden rounded-full bg-line" style={{ flexGrow: seconds }}>
              <div className="h-full origin-left bg-interviewer" style={{ transform: `scaleX(${filled})` }} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useSecondHand(clock: () => number): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
