/** Failures of speech and tone providers as one error, whatever SDK they come through. */
import { DeepgramError } from '@deepgram/sdk';
import { ApiError } from '@google/genai';
import { APIError } from 'openai';
import { isRetryableStatus, ProviderError } from './language/language-model.ts';
import { retryAfterMs } from './language/reply.ts';

export { ProviderError } from './language/language-model.ts';

/** The sentence for a person inside an error body that is JSON. */
const sentenceOf = (message: string): string => /"(?:err_msg|message)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? message;
const short = (message: string): string => message.replace(/\s+/g, ' ').trim().slice(0, 200);

/** Any error of a request as a ProviderError with its status, and what the provider said about waiting. */
export function asProviderFailure(provider: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const message = short(sentenceOf(reasonOf(error)));
  const answered = statusOf(error);
  if (answered === undefined) return new ProviderError(`${provider} could not be reached or broke off: ${message}`, { provider, retryable: true, cause: error });
  // A spent quota is a 429 that no waiting mends.
  const retryable = isRetryableStatus(answered.status) && !(error instanceof APIError && error.code === 'insufficient_quota');
  return new ProviderError(`${provider} answered ${answered.status}${message === '' ? '' : ` ${message.replace(/^\d{3}\s+/, '')}`}`, { provider, retryable, status: answered.status, retryAfterMs: retryAfterMs(answered.retryAfter), cause: error });
}

/** "fetch failed" and "Connection error." say nothing; the error below them does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const below = error.cause instanceof Error ? reasonOf(error.cause) : '';
  return /^(fetch failed|connection error\.?|terminated)$/i.test(error.message.trim()) && below !== '' ? below : error.message || below;
}

function statusOf(error: unknown): { status: number; retryAfter: string | null | undefined } | undefined {
  if (error instanceof APIError && typeof error.status === 'number') return { status: error.status, retryAfter: (error.headers as Headers | undefined)?.get('retry-after') };
  if (error instanceof DeepgramError && error.statusCode !== undefined) return { status: error.statusCode, retryAfter: error.rawResponse?.headers.get('retry-after') };
  if (error instanceof ApiError) return { status: error.status, retryAfter: undefined };
  return undefined;
}
