/** Several providers of one thing, in order of preference: who is tried next, who rests, and what is told about it. */
import type { ProviderError } from './language/language-model.ts';

/** Before a failed provider is tried again. What no retry mends (a wrong key) rests longer; each further failure doubles it. */
export const restMs = { retryable: 20_000, permanent: 600_000, longest: 1_800_000 } as const;

export interface WellFirstOptions {
  /** What they do, for people: "Hearing", "Voice", "Tone". */
  task: string;
  /** Told once when a provider falls out, and once when it is back. */
  notice: (text: string) => void;
  /** Milliseconds, monotonic. */
  now?: (() => number) | undefined;
}

export class WellFirst<Provider extends { readonly name: string }> {
  readonly #providers: readonly Provider[];
  readonly #options: WellFirstOptions;
  readonly #now: () => number;
  readonly #resting = new Map<Provider, { until: number; failures: number }>();

  constructor(providers: readonly Provider[], options: WellFirstOptions) {
    this.#providers = providers;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Well ones first, in their order; resting ones last, for when nothing else is left. */
  inOrder(): Provider[] {
    const rests = (provider: Provider): boolean => (this.#resting.get(provider)?.until ?? -Infinity) > this.#now();
    return [...this.#providers.filter((each) => !rests(each)), ...this.#providers.filter(rests)];
  }

  /** Whom to take now, instead of `current`: a preferred one that has rested long enough. Undefined when `current` is right. */
  betterThan(current: Provider): Provider | undefined {
    const best = this.inOrder()[0];
    return best === undefined || best === current || this.#providers.indexOf(best) > this.#providers.indexOf(current) ? undefined : best;
  }

  failed(provider: Provider, error: ProviderError): void {
    const before = this.#resting.get(provider);
    // Several requests that fail at once are one failure.
    const failures = (before?.failures ?? 0) + (before !== undefined && before.until > this.#now() ? 0 : 1);
    const rest = Math.min(restMs.longest, (error.retryable ? restMs.retryable : restMs.permanent) * 2 ** (failures - 1));
    this.#resting.set(provider, { until: this.#now() + Math.max(rest, error.retryAfterMs ?? 0), failures });
    if (before !== undefined) return;
    const next = this.inOrder().find((each) => !this.#resting.has(each));
    this.#options.notice(next === undefined ? `${this.#options.task}: ${provider.name} failed (${error.message}).` : `${this.#options.task}: ${provider.name} failed (${error.message}); ${next.name} is used instead.`);
  }

  worked(provider: Provider): void {
    if (this.#resting.delete(provider)) this.#options.notice(`${this.#options.task}: ${provider.name} works again.`);
  }
}
