/** Deepgram Aura through its makers' SDK. */
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { samplesOf } from '../voice/pcm.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import { deepgramClient, type DeepgramAccess } from './deepgram-client.ts';

const provider = 'Deepgram speech';
const sampleRate = 24_000;

/** @param options `voice` is Deepgram's model name of it, for example `aura-2-thalia-en`. */
export function deepgramVoice(options: DeepgramAccess & { voice: string }): SentenceVoice {
  const client = deepgramClient(options);
  return {
    name: `Deepgram ${options.voice}`,
    sampleRate,
    patienceMs: { first: 1_200, next: 1_500 },
    async *speak(text, signal) {
      try {
        const { data, rawResponse } = await client.speak.v1.audio.generate({ text, model: options.voice, encoding: 'linear16', container: 'none', sample_rate: sampleRate }, { abortSignal: signal, maxRetries: 0 }).withRawResponse();
        const type = rawResponse.headers.get('content-type') ?? '';
        const body = data.stream();
        if (body === null || /json|text|html/.test(type)) throw new ProviderError(`${provider} sent ${type || 'nothing'} instead of sound`, { provider, retryable: true, status: rawResponse.status });
        yield* samplesOf(body);
      } catch (error) {
        throw asProviderFailure(provider, error);
      }
    },
  };
}
