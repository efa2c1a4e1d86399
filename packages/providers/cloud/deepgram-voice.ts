/** Deepgram Aura through its makers' SDK. */
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { samplesOf } from '../voice/pcm.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import { deepgramClient, type DeepgramAccess } from './deepgram-client.ts';

const provider = 'Deepgram speech';
const sampleRate = 24_000;

export interface DeepgramVoiceOptions extends DeepgramAccess {
  /** Deepgram's model name of it, for example `aura-2-thalia-en`. */
  voice: string;
  /** 1 is the voice's own pace. @defaultValue 1 */
  speed?: number | undefined;
}

export function deepgramVoice(options: DeepgramVoiceOptions): SentenceVoice {
  // Not all voices take one: it is only sent when it says something.
  const pace = options.speed === undefined || options.speed === 1 ? {} : { speed: options.speed };
  const client = deepgramClient(options);
  return {
    name: `Deepgram ${options.voice}`,
    sampleRate,
    patienceMs: { first: 1_200, next: 1_500 },
    async *speak(text, signal) {
      try {
        const { data, rawResponse } = await client.speak.v1.audio.generate({ text, model: options.voice, encoding: 'linear16', container: 'none', sample_rate: sampleRate, ...pace }, { abortSignal: signal, maxRetries: 0 }).withRawResponse();
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
