/** OpenAI's speech protocol: OpenAI itself or a server of one's own that speaks it. */
import type { InterviewerVoice } from '@greenroom/contracts';
import OpenAI from 'openai';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { samplesOf } from '../voice/pcm.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import { paceInWords, speedOf } from './voice-choices.ts';

export interface OpenaiVoiceOptions {
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  voice: string;
  /** @defaultValue normal */
  pace?: InterviewerVoice['pace'] | undefined;
}

const provider = 'OpenAI speech';
const officialBaseUrl = 'https://api.openai.com/v1';
const manner = 'Speak as a calm, friendly interviewer: clear, unhurried, and without drama.';
/** They take a speed and no instructions; the newer ones keep to instructions and ignore a speed. */
const olderModels = 'tts-1';

export function openaiVoice(options: OpenaiVoiceOptions): SentenceVoice {
  const { pace = 'normal' } = options;
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl ?? officialBaseUrl, organization: null, project: null, adminAPIKey: null, webhookSecret: null, maxRetries: 0, logLevel: 'off' });
  return {
    name: `OpenAI ${options.model}`,
    sampleRate: 24_000,
    patienceMs: { first: 1_500, next: 1_500 },
    async *speak(text, signal) {
      try {
        const response = await client.audio.speech.create({
          model: options.model, voice: options.voice, input: text, response_format: 'pcm',
          ...(options.model.startsWith(olderModels) ? { speed: speedOf[pace] } : { instructions: pace === 'normal' ? manner : `${manner} ${paceInWords[pace]}` }),
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
