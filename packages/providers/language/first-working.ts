/** Several models as one: the first that works answers, a fallback is told, and the first is used again once it is well. */
import { defaultTimeoutMs, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';

/** Before a failed model is tried first again. What no retry mends (a wrong key) rests longer. */
export const restMs = { retryable: 30_000, permanent: 600_000 } as const;
/** A model that has another behind it may use this share of the time that is left. */
const shareOfTime = 0.6;

export interface FallbackOptions {
  /** Told once when a model falls out and once when it is back: for the room, the log and the report. */
  onFallback: (notice: string) => void;
  /** Milliseconds, monotonic. */
  now?: () => number;
}

export function firstWorking(models: readonly [LanguageModel, ...LanguageModel[]], { onFallback, now = () => performance.now() }: FallbackOptions): LanguageModel {
  const restsUntil = new Map<LanguageModel, number>();
  const failing = new Set<LanguageModel>();
  let current: LanguageModel = models[0];

  /** Well ones first, in their order; resting ones last, for when nothing else is left. */
  const inOrder = (): LanguageModel[] => {
    const resting = (model: LanguageModel): boolean => (restsUntil.get(model) ?? -Infinity) > now();
    return [...models.filter((model) => !resting(model)), ...models.filter(resting)];
  };

  return {
    get name() {
      return current.name;
    },
    async generateObject<T>(request: ObjectRequest<T>): Promise<T> {
      const endsAt = now() + (request.timeoutMs ?? defaultTimeoutMs);
      const order = inOrder();
      let failure: unknown;
      for (const [index, model] of order.entries()) {
        const left = endsAt - now();
        if (left <= 0) break;
        const next = order[index + 1];
        try {
          const reply = await model.generateObject({ ...request, timeoutMs: Math.max(1, Math.round(next === undefined ? left : left * shareOfTime)) });
          if (failing.delete(model)) onFallback(`${model.name} answers again.`);
          restsUntil.delete(model);
          current = model;
          return reply;
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          failure = error;
          restsUntil.set(model, now() + Math.max(error.retryAfterMs ?? 0, error.retryable ? restMs.retryable : restMs.permanent));
          if (!failing.has(model)) onFallback(next === undefined ? `${model.name} does not answer: ${error.message}.` : `${model.name} does not answer (${error.message}); ${next.name} is used instead.`);
          failing.add(model);
        }
      }
      throw failure;
    },
  };
}
