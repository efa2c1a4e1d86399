/**
 * A sentiment model behind Hugging Face Inference. One POST with a sentence in and labels out: the makers' package
 * (`@huggingface/inference`) asks their hub for a model's provider first and brings 3 MB for it.
 */
import type { Tone } from '@greenroom/contracts';
import { z } from 'zod';
import { isRetryableStatus, ProviderError } from '../language/language-model.ts';
import { retryAfterMs } from '../language/reply.ts';
import { toneWithLabel } from './tone-model.ts';

export interface HuggingfaceOptions {
  token: string;
  /** `http(s)://host`, for an endpoint of one's own that speaks the same. */
  baseUrl: string | undefined;
  /** Its labels must be negative, neutral and positive, or LABEL_0 to LABEL_2 in that order. */
  toneModel: string;
}

const provider = 'Hugging Face';
const officialBaseUrl = 'https://router.huggingface.co/hf-inference';
/** Characters; the model reads 512 tokens, and a longer sentence is none. */
const longestSentence = 1_000;
const mostAttempts = 3;
const pausesMs = [300, 900] as const;

const Labels = z.array(z.object({ label: z.string(), score: z.number().min(0).max(1) })).min(3);
/** The service wraps the labels of one text in a list; some endpoints do not. */
const Reply = z.union([z.array(Labels).length(1).transform(([labels]) => labels ?? []), Labels]);
const labelNames: Readonly<Record<string, 'negative' | 'neutral' | 'positive'>> = { negative: 'negative', neutral: 'neutral', positive: 'positive', label_0: 'negative', label_1: 'neutral', label_2: 'positive' };

/** The tone of one sentence. @throws ProviderError; the signal's reason when the caller gave up */
export function huggingfaceTone({ token, baseUrl = officialBaseUrl, toneModel }: HuggingfaceOptions): (sentence: string, signal: AbortSignal) => Promise<Tone> {
  const url = `${baseUrl.replace(/\/+$/, '')}/models/${toneModel}`;

  async function ask(sentence: string, signal: AbortSignal): Promise<Tone> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: sentence.slice(0, longestSentence), parameters: { top_k: 3 } }),
        signal,
      });
      text = await response.text();
    } catch (cause) {
      signal.throwIfAborted();
      throw new ProviderError(`${provider} could not be reached or broke off`, { provider, retryable: true, cause });
    }
    if (!response.ok) {
      const retryable = isRetryableStatus(response.status);
      throw new ProviderError(`${provider} answered ${response.status}${messageIn(text)}`, { provider, retryable, status: response.status, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) });
    }
    return toneIn(text);
  }

  return async (sentence, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask(sentence, signal);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const pause = error.retryAfterMs ?? pausesMs[attempt - 1] ?? 0;
        if (!error.retryable || attempt >= mostAttempts || pause > 5_000) throw error;
        await wait(pause, signal);
      }
    }
  };
}

function messageIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? ` ${error.slice(0, 160)}` : '';
  } catch {
    return '';
  }
}

function toneIn(text: string): Tone {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ProviderError(`${provider} sent something that is not JSON`, { provider, retryable: true, status: 200, cause });
  }
  const labels = Reply.safeParse(json);
  const shares = { negative: 0, neutral: 0, positive: 0 };
  for (const { label, score } of labels.data ?? []) {
    const name = labelNames[label.toLowerCase()];
    if (name !== undefined) shares[name] = score;
  }
  const sum = shares.negative + shares.neutral + shares.positive;
  if (!labels.success || sum < 0.9) throw new ProviderError(`${provider} sent labels that are no tone`, { provider, retryable: false, status: 200 });
  return toneWithLabel(shares.negative / sum, shares.neutral / sum, shares.positive / sum);
}

const wait = (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const timer = setTimeout(done, ms);
  function done(): void {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    else resolve();
  }
  signal.addEventListener('abort', done);
  if (signal.aborted) done();
});
