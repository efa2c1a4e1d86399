/** Gemini's speech models through their makers' SDK. */
import { GoogleGenAI } from '@google/genai';
import type { InterviewerVoice } from '@greenroom/contracts';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { samplesOf } from '../voice/pcm.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';

export interface GeminiVoiceOptions {
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  voice: string;
  /** @defaultValue normal */
  pace?: InterviewerVoice['pace'] | undefined;
}

const provider = 'Gemini speech';
const officialBaseUrl = 'https://generativelanguage.googleapis.com';
/** What the service has always sent; another rate is refused, not played at the wrong pitch. */
const sampleRate = 24_000;

/** Its speech models take directions before the text, up to a colon, and do not say them. */
const inWords = { slower: 'Say slowly and clearly', faster: 'Say a little faster than usual' } as const;

export function geminiVoice(options: GeminiVoiceOptions): SentenceVoice {
  const client = new GoogleGenAI({ apiKey: options.apiKey, enterprise: false, vertexai: false, apiVersion: 'v1beta', httpOptions: { baseUrl: options.baseUrl ?? officialBaseUrl } });
  return {
    name: `Gemini ${options.model}`,
    sampleRate,
    // It reads the whole sentence before it speaks.
    patienceMs: { first: 3_000, next: 2_000 },
    async *speak(text, signal) {
      try {
        const parts = await client.models.generateContentStream({
          model: options.model,
          contents: [{ role: 'user', parts: [{ text: options.pace === undefined || options.pace === 'normal' ? text : `${inWords[options.pace]}: ${text}` }] }],
          config: { responseModalities: ['AUDIO'], speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: options.voice } } }, abortSignal: signal },
        });
        yield* samplesOf(audioIn(parts));
      } catch (error) {
        throw asProviderFailure(provider, error);
      }
    },
  };
}

async function* audioIn(parts: Awaited<ReturnType<GoogleGenAI['models']['generateContentStream']>>): AsyncGenerator<Uint8Array> {
  let finished = false;
  for await (const part of parts) {
    const refused = part.promptFeedback?.blockReason;
    if (refused !== undefined) throw new ProviderError(`${provider} refused to say it (${refused})`, { provider, retryable: false, status: 200 });
    finished ||= part.candidates?.[0]?.finishReason !== undefined;
    for (const { inlineData } of part.candidates?.[0]?.content?.parts ?? []) {
      if (inlineData?.data === undefined) continue;
      const rate = /rate=(\d+)/.exec(inlineData.mimeType ?? '')?.[1];
      if (rate !== undefined && Number(rate) !== sampleRate) throw new ProviderError(`${provider} sent sound of ${rate} Hz instead of ${sampleRate}`, { provider, retryable: false, status: 200 });
      yield Buffer.from(inlineData.data, 'base64');
    }
  }
  // A stream that breaks off looks like one that ends.
  if (!finished) throw new ProviderError(`${provider} broke off`, { provider, retryable: true });
}
