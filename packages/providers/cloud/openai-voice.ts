/** OpenAI's speech protocol: OpenAI itself or a server of one's own that speaks it. */
import OpenAI from 'openai';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { samplesOf } from '../voice/pcm.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';

export interface OpenaiVoiceOptions {
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  voice: string;
}

const provider = 'OpenAI speech';
const officialBaseUrl = 'https://api.openai.com/v1';
const manner = 'Speak as a calm, friendly interviewer: clear, unhurried, and without drama.';

export function openaiVoice(options: OpenaiVoiceOptions): SentenceVoice {
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl ?? officialBaseUrl, organization: null, project: null, adminAPIKey: null, webhookSecret: null, maxRetries: 0, logLevel: 'off' });
  return {
    name: `OpenAI ${options.model}`,
    sampleRate: 24_000,
    patienceMs: { first: 1_500, next: 1_500 },
    async *speak(text, signal) {
      try {
        const response = await client.audio.speech.create({
          model: options.model, voice: options.voice, input: text, response_format: 'pcm',
          // The older models take none.
          ...(options.model.startsWith('tts-1') ? {} : { instructions: manner }),
        }, { signal });
        const type = response.headers.get('content-type') ?? '';
        if (response.body === null || /json|text|html/.test(type)) throw new ProviderError(`${provider} sent ${type || 'nothing'} instead of sound`, { provider, retryable: true, status: response.status });
        yield* samplesOf(response.body);
      } catch (error) {
        throw asProviderFailure(provider, error);
      }
    },
  };
}
