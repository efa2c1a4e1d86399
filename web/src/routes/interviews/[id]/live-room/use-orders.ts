/** What the candidate asks of the interviewer with a button: sent once, and said whether it was taken on. */
import { useCallback, useEffect, useState } from 'react';
import { newId } from '#lib/live/live-socket.ts';

export type Order = 'pause' | 'resume' | 'repeat' | 'think' | 'skip';

/** Said until what comes of it can be heard or seen. */
const taken: Record<Order, string> = {
  pause: 'The interview is being paused.',
  resume: 'The interviewer comes back.',
  repeat: 'The interviewer says it once more in a moment.',
  think: 'Take your time. The interviewer waits.',
  skip: 'On to the next question in a moment.',
};
const shownMs = 8_000;

export interface OrdersUse {
  /** `questionId`: the open one, which a skip is about. */
  order: (order: Order, questionId?: string) => void;
  /** On its way. */
  pending: Order | undefined;
  said: { text: string; problem: boolean } | undefined;
  /** The question that is being left: a second press does not skip the next one. */
  skipped: string | undefined;
}

export function useOrders(interviewId: string): OrdersUse {
  const [pending, setPending] = useState<Order>();
  const [said, setSaid] = useState<OrdersUse['said']>();
  const [skipped, setSkipped] = useState<string>();

  useEffect(() => {
    if (said === undefined || said.problem) return;
    const timer = setTimeout(() => setSaid(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [said]);

  // Something has kept it: then it may be tried again.
  useEffect(() => {
    if (skipped === undefined) return;
    const timer = setTimeout(() => setSkipped(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [skipped]);

  const order = useCallback(
    (which: Order, questionId?: string) => {
      if (which === 'skip') setSkipped(questionId);
      setPending(which);
      setSaid(undefined);
      void send(interviewId, which, which === 'skip' ? { questionId } : undefined).then((problem) => {
        setPending(undefined);
        if (which === 'skip' && problem !== undefined) setSkipped(undefined);
        setSaid({ text: problem ?? taken[which], problem: problem !== undefined });
      });
    },
    [interviewId],
  );
  return { order, pending, said, skipped };
}

/** @returns why it was not taken on, for a person */
async function send(interviewId: string, order: Order, body: object | undefined): Promise<string | undefined> {
  const key = newId();
  // An answer that was lost on the way: the same key again orders it once.
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      const response = await fetch(`/interviews/${interviewId}/orders/${order}`, { method: 'POST', headers: { 'idempotency-key': key, ...(body && { 'content-type': 'application/json' }) }, body: body === undefined ? null : JSON.stringify(body), signal: AbortSignal.timeout(10_000) });
      if (response.ok) return undefined;
      if (response.status === 401) return 'You have been signed out. Sign in again in another tab; the interview goes on here.';
      const problem = (await response.json().catch(() => undefined)) as { detail?: string; retryable?: boolean } | undefined;
      if (problem?.retryable !== true || attempt === 2) return problem?.detail ?? 'The interviewer could not be told. Try again, or say it.';
    } catch {
      if (attempt === 2) break;
    }
  }
  return 'This did not reach the interviewer: the connection is away. Try again, or say it.';
}
