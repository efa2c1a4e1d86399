/** One shape for every language model: instructions and data in, an object of a given schema out, or a ProviderError. */
import type { z } from 'zod';

export interface ObjectRequest<T> {
  /** Ours. Never contains anything that a candidate, a résumé or a web page said. */
  instructions: string;
  /** Untrusted: sent as delimited JSON, apart from the instructions. */
  data: unknown;
  /** What the reply must be. A reply that does not fit is refused, never repaired. */
  schema: z.ZodType<T>;
  /** Names the schema to the provider: letters, digits, `_` and `-`. */
  schemaName: string;
  /** @defaultValue 0 */
  temperature?: number;
  signal?: AbortSignal;
  /** For everything together, retries and fallbacks included. @defaultValue 20 000 ms */
  timeoutMs?: number;
  /**
   * Where several models stand behind one: after so many milliseconds without a reply the next one is asked as well, and the first
   * usable reply counts. Undefined: the next one is asked only when this one has failed.
   */
  hedgeAfterMs?: number;
  /** Told of a failure after which the same model is tried again: another one may be asked meanwhile. */
  retrying?: (failure: ProviderError) => void;
  /** Told the name of the model that gave the reply; with a fallback it may be another one than asked. */
  answeredBy?: (name: string) => void;
}

export interface LanguageModel {
  /** The model's name with its version, as its provider writes it, for example `gemini-2.5-flash`. */
  readonly name: string;
  /** @throws ProviderError when there is no reply that fits the schema; the signal's reason when the caller gave up. */
  generateObject<T>(request: ObjectRequest<T>): Promise<T>;
}

export const defaultTimeoutMs = 20_000;

/** A provider failed. `retryable` says whether the same request may succeed later. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly retryable: boolean;
  readonly provider: string;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** What the provider asked for (`Retry-After`). */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: { provider: string; retryable: boolean; status?: number | undefined; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.provider = details.provider;
    this.retryable = details.retryable;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Statuses after which the same request may succeed: time-outs, conflicts, rate limits and the server's own failures. */
export const isRetryableStatus = (status: number): boolean => status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;
