/** How several models stand: which is well, which rests after a failure, which is slow for now; and what people are told of it. */
import type { LanguageModel, ProviderError } from './language-model.ts';

/** Before a failed model is tried first again. What no retry mends (a wrong key) rests longer. */
export const restMs = { retryable: 30_000, permanent: 600_000 } as const;
/** Overtaken so often in a row, a model is slow, and is asked second for as long as a rest. One late reply is chance. */
export const overtakenIsSlow = 3;

export class Standing {
  current: LanguageModel;
  readonly #models: readonly LanguageModel[];
  readonly #tell: (notice: string) => void;
  readonly #now: () => number;
  readonly #restsUntil = new Map<LanguageModel, number>();
  readonly #secondUntil = new Map<LanguageModel, number>();
  readonly #failing = new Set<LanguageModel>();
  /** How often in a row another one was sooner. */
  readonly #overtaken = new Map<LanguageModel, number>();

  constructor(models: readonly [LanguageModel, ...LanguageModel[]], tell: (notice: string) => void, now: () => number) {
    this.#models = models;
    this.#tell = tell;
    this.#now = now;
    this.current = models[0];
  }

  /** Well ones first, in their order; then slow ones; resting ones last, for when nothing else is left. */
  inOrder(): LanguageModel[] {
    const rank = (model: LanguageModel): number => (this.#rests(model) ? 2 : this.#asksSecond(model) ? 1 : 0);
    return this.#models.toSorted((a, b) => rank(a) - rank(b));
  }

  /** Is it worth while to ask this one beside another? */
  answers(model: LanguageModel | undefined): boolean {
    return model !== undefined && !this.#rests(model);
  }

  /** `alone`: it was asked first, and answered before another one was asked. */
  answered(model: LanguageModel, { alone }: { alone: boolean }): void {
    if (this.#failing.delete(model)) this.#tell(`${model.name} answers again.`);
    this.#restsUntil.delete(model);
    this.current = model;
    if (!alone || this.#asksSecond(model)) return;
    if ((this.#overtaken.get(model) ?? 0) >= overtakenIsSlow) this.#tell(`${model.name} answers in time again.`);
    this.#overtaken.delete(model);
  }

  /** Another one was asked later and answered sooner. */
  overtaken(slow: LanguageModel, by: LanguageModel): void {
    const times = (this.#overtaken.get(slow) ?? 0) + 1;
    this.#overtaken.set(slow, times);
    if (times < overtakenIsSlow) return;
    this.#secondUntil.set(slow, this.#now() + restMs.retryable);
    if (times === overtakenIsSlow) this.#tell(`${slow.name} answers slowly; ${by.name} is asked first for now.`);
  }

  failed(model: LanguageModel, error: ProviderError, next: LanguageModel | undefined): void {
    this.#restsUntil.set(model, this.#now() + Math.max(error.retryAfterMs ?? 0, error.retryable ? restMs.retryable : restMs.permanent));
    if (!this.#failing.has(model)) this.#tell(next === undefined ? `${model.name} does not answer: ${error.message}.` : `${model.name} does not answer (${error.message}); ${next.name} is used instead.`);
    this.#failing.add(model);
  }

  #rests(model: LanguageModel): boolean {
    return (this.#restsUntil.get(model) ?? -Infinity) > this.#now();
  }

  #asksSecond(model: LanguageModel): boolean {
    return (this.#secondUntil.get(model) ?? -Infinity) > this.#now();
  }
}
