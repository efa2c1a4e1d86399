/**
 * Several models as one: the first that works answers, a fallback is told, and the first is used again once it is well. A request
 * that cannot wait (`hedgeAfterMs`) asks the next model beside a slow one, and takes the first usable reply.
 */
import { defaultTimeoutMs, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';
import { Standing } from './standing.ts';

export { restMs } from './standing.ts';

/** A model that has another behind it, which is asked only after a failure, may use this share of the time that is left. */
const shareOfTime = 0.6;

export interface FallbackOptions {
  /** Told once when a model falls out or becomes slow, and once when it is back: for the room, the log and the report. */
  onFallback: (notice: string) => void;
  /** Milliseconds, monotonic. */
  now?: () => number;
}

/** One model at work on one request. */
interface Try {
  stop: AbortController;
  /** It failed and tries again. */
  trouble: ProviderError | undefined;
  answeredBy: string | undefined;
}

export function firstWorking(models: readonly [LanguageModel, ...LanguageModel[]], { onFallback, now = () => performance.now() }: FallbackOptions): LanguageModel {
  const standing = new Standing(models, onFallback, now);
  return {
    get name() {
      return standing.current.name;
    },
    generateObject: <T>(request: ObjectRequest<T>) => new Promise<T>((resolve, reject) => ask(request, standing, now, resolve, reject)),
  };
}

function ask<T>(request: ObjectRequest<T>, standing: Standing, now: () => number, resolve: (reply: T) => void, reject: (reason: unknown) => void): void {
  const { signal, hedgeAfterMs, timeoutMs = defaultTimeoutMs } = request;
  const endsAt = now() + timeoutMs;
  const waiting = standing.inOrder();
  const [asked] = waiting;
  const running = new Map<LanguageModel, Try>();
  let hedge: NodeJS.Timeout | undefined;
  let over = false;

  const settle = (how: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(hedge);
    signal?.removeEventListener('abort', giveUp);
    for (const { stop } of running.values()) stop.abort();
    how();
  };
  const giveUp = (): void => settle(() => reject(signal?.reason));

  /** @returns false when there is no other model, or no time for it. */
  function askNext(): boolean {
    clearTimeout(hedge);
    const left = endsAt - now();
    const model = left > 0 ? waiting.shift() : undefined;
    if (model === undefined) return false;
    const attempt: Try = { stop: new AbortController(), trouble: undefined, answeredBy: undefined };
    running.set(model, attempt);
    const next = waiting[0];
    const beside = hedgeAfterMs !== undefined && standing.answers(next);
    const time = next === undefined || beside ? left : left * shareOfTime;
    model.generateObject({
      ...request,
      signal: signal === undefined ? attempt.stop.signal : AbortSignal.any([signal, attempt.stop.signal]),
      timeoutMs: Math.max(1, Math.round(time)),
      answeredBy: (name) => (attempt.answeredBy = name),
      retrying: (failure) => {
        attempt.trouble = failure;
        if (beside && running.size === 1) askNext();
      },
    }).then((reply) => won(model, attempt, reply), (error: unknown) => failed(model, error));
    if (beside) hedge = setTimeout(askNext, hedgeAfterMs);
    return true;
  }

  function won(model: LanguageModel, attempt: Try, reply: T): void {
    settle(() => {
      for (const [other, { trouble }] of running) if (other !== model && trouble !== undefined) standing.failed(other, trouble, model);
      // A model that was overtaken without having failed is slow, and nothing worse.
      const slow = asked !== undefined && asked !== model && running.get(asked)?.trouble === undefined && running.has(asked);
      if (slow) standing.overtaken(asked, model);
      standing.answered(model, { alone: model === asked && running.size === 1 });
      if (attempt.answeredBy !== undefined) request.answeredBy?.(attempt.answeredBy);
      resolve(reply);
    });
  }

  function failed(model: LanguageModel, error: unknown): void {
    // Whoever was overtaken or called back has not failed.
    if (over) return;
    if (!(error instanceof ProviderError)) return settle(() => reject(error));
    running.delete(model);
    const beside = running.keys().next().value;
    const next = beside ?? (endsAt > now() ? waiting[0] : undefined);
    standing.failed(model, error, next);
    if (beside === undefined && !askNext()) settle(() => reject(error));
  }

  if (signal?.aborted === true) return giveUp();
  signal?.addEventListener('abort', giveUp);
  askNext();
}
