/**
 * Whisper behind OpenAI's transcription protocol: OpenAI itself or a server of one's own. It hears whole pieces, cut at
 * pauses here, so words come after each pause and not while they are spoken.
 */
import OpenAI, { APIError } from 'openai';
import { z } from 'zod';
import type { PieceRecogniser, Recognition } from '../local/speech-listener.ts';
import { piecewiseHearing } from '../hearing/piecewise.ts';
import { hearingSampleRate, type Hearing } from '../hearing/hearing.ts';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { wavOf } from './wav.ts';

export interface OpenaiHearingOptions {
  apiKey: string;
  baseUrl: string | undefined;
  /** `whisper-1` keeps fillers when asked and tells word times; the newer models give text only. */
  model: string;
  /** BCP 47. @defaultValue en */
  language?: string | undefined;
  /** Names and words of the interview that are to be recognised. */
  keyterms?: readonly string[] | undefined;
}

const provider = 'OpenAI hearing';
const officialBaseUrl = 'https://api.openai.com/v1';
/** Whisper writes in the style of its prompt: one with fillers and repeats keeps them. */
const verbatim = 'Um, so, uh, I was, I was, like, you know, thinking, hmm, well, uh, let me see.';
/** Characters; Whisper looks at the last 224 tokens of its prompt. */
const mostPrompt = 600;
/** Longer pieces keep the words from the room for too long. */
const longestSeconds = 12;
/** For one piece, with its second try. */
const pieceMs = 6_000;
/** Whisper's own measures for "this was no speech": noise otherwise becomes "Thank you." */
const noSpeech = { probability: 0.6, logProbability: -0.8 } as const;

/** Letters of the prompt in a row that nobody says by chance. */
const echoLength = 30;

/** How the words' times are asked for; a server that refuses one gets the next. */
const forms = ['words', 'segments', 'text'] as const;

const Transcription = z.object({
  text: z.string(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).nullish(),
  segments: z.array(z.object({ no_speech_prob: z.number().optional(), avg_logprob: z.number().optional() })).nullish(),
});
type Transcription = z.infer<typeof Transcription>;

const refusesForm = (error: unknown): boolean => error instanceof APIError && (error.status === 400 || error.status === 422) && /response_?format|verbose_json|timestamp|granularit/i.test(`${error.message} ${error.param ?? ''}`);

export function openaiHearing(options: OpenaiHearingOptions): Hearing {
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl ?? officialBaseUrl, organization: null, project: null, adminAPIKey: null, webhookSecret: null, maxRetries: 0, logLevel: 'off' });
  const prompt = [(options.keyterms ?? []).join(', '), verbatim].filter((part) => part !== '').join('. ').slice(-mostPrompt);
  let form = 0;

  async function ask(file: File, signal: AbortSignal): Promise<Transcription> {
    const asked = forms[form] ?? 'text';
    try {
      const reply: unknown = await client.audio.transcriptions.create({
        file,
        model: options.model,
        language: (options.language ?? 'en').split('-')[0] ?? 'en',
        prompt,
        temperature: 0,
        response_format: asked === 'text' ? 'json' : 'verbose_json',
        ...(asked === 'words' ? { timestamp_granularities: ['word', 'segment'] } : {}),
      }, { signal });
      const parsed = Transcription.safeParse(reply);
      if (!parsed.success) throw new ProviderError(`${provider} sent something that is no transcription`, { provider, retryable: true, status: 200 });
      return parsed.data;
    } catch (error) {
      if (asked === 'text' || !refusesForm(error)) throw error;
      form = Math.max(form, forms.indexOf(asked) + 1);
      return ask(file, signal);
    }
  }

  const recogniser: PieceRecogniser = {
    async transcribe(samples) {
      const file = new File([wavOf(samples, hearingSampleRate)], 'piece.wav', { type: 'audio/wav' });
      const deadline = AbortSignal.timeout(pieceMs);
      const endsAt = performance.now() + pieceMs;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return understood(await ask(file, deadline), prompt);
        } catch (error) {
          if (deadline.aborted) throw new ProviderError(`${provider} did not answer within ${pieceMs / 1000} s`, { provider, retryable: true, cause: error });
          const failure = asProviderFailure(provider, error);
          const pause = failure.retryAfterMs ?? 150;
          // Somebody else hears it sooner than a long wait ends.
          if (!failure.retryable || attempt >= 2 || pause > 1_000 || performance.now() + pause >= endsAt) throw failure;
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      }
    },
  };
  return piecewiseHearing({ name: `OpenAI ${options.model}`, recogniser, longestSeconds, interim: false });
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The text, without what Whisper invents in silence; the words' times when they fit the text word by word. */
export function understood(reply: Transcription, prompt: string): Recognition {
  const text = reply.text.trim();
  const segments = reply.segments ?? [];
  const silent = segments.length > 0 && segments.every((segment) => (segment.no_speech_prob ?? 0) > noSpeech.probability && (segment.avg_logprob ?? 0) < noSpeech.logProbability);
  // In silence it may repeat its prompt. A short match may be what somebody said.
  if (silent || bare(text) === '' || (bare(text).length > echoLength && bare(prompt).includes(bare(text)))) return '';
  const tokens = text.split(/\s+/);
  const timed = reply.words ?? [];
  // Its words come without punctuation, its text with it.
  if (timed.length !== tokens.length || !timed.every(({ word }, index) => bare(word) === bare(tokens[index] ?? ''))) return text;
  return { text, words: timed.map(({ start, end }, index) => ({ text: tokens[index] ?? '', from: start, to: end })) };
}
