/** Whether each key works: one tiny request to each service that has one. For `npm run providers`, and for administrators on the site. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Settings } from '@greenroom/settings';
import { cloudHearing, cloudVoices } from './cloud/cloud-speech.ts';
import { geminiEmbeddings, openaiEmbeddings } from './embeddings/index.ts';
import { hearAll } from './hearing/hear-all.ts';
import type { Hearing } from './hearing/hearing.ts';
import { geminiModel, openaiModel, ProviderError, type LanguageModel } from './language/index.ts';
import { huggingfaceTone } from './tone/huggingface.ts';
import type { SentenceVoice } from './voice/sentence-voice.ts';
import { Urgency } from './voice/urgency.ts';

export interface ProviderCheck {
  /** What it would do in an interview. */
  task: 'words' | 'meaning' | 'hearing' | 'voice' | 'tone';
  name: string;
  /** The variable that holds its key. */
  variable: string;
  /** Resolves with what came back, for people. @throws ProviderError */
  run: (signal: AbortSignal) => Promise<string>;
}

type Providers = Settings['providers'];

const word = z.object({ word: z.string() });
const askModel = (model: LanguageModel) => async (signal: AbortSignal): Promise<string> => `replied "${(await model.generateObject({ instructions: 'Reply with the word "ready" as word.', data: null, schema: word, schemaName: 'check', timeoutMs: 15_000, signal })).word.slice(0, 40)}"`;

const hear = (hearing: Hearing, speech: Int16Array) => async (): Promise<string> => {
  const heard = await hearAll(hearing, speech);
  if (heard instanceof ProviderError) throw heard;
  const text = heard.map((each) => each.text).join(' ');
  if (text === '') throw new ProviderError('it answered, and heard nothing in a spoken sentence', { provider: hearing.name, retryable: true });
  return `heard "${text}"`;
};

const speak = (voice: SentenceVoice) => async (signal: AbortSignal): Promise<string> => {
  const startedAt = performance.now();
  let firstMs: number | undefined;
  let samples = 0;
  for await (const part of voice.speak('I see.', signal, new Urgency(true))) {
    firstMs ??= performance.now() - startedAt;
    samples += part.length;
  }
  if (firstMs === undefined) throw new ProviderError('it answered, and gave no sound', { provider: voice.name, retryable: true });
  return `first sound after ${Math.round(firstMs)} ms, ${(samples / voice.sampleRate).toFixed(1)} s of it`;
};

const variables = { deepgram: 'DEEPGRAM_API_KEY', openai: 'OPENAI_API_KEY', gemini: 'GEMINI_API_KEY' } as const;
type Service = keyof typeof variables;

/** The checks for what is configured, in the order in which an interview would ask them. @param speech a spoken sentence, 16 kHz */
export function providerChecks(settings: Providers, speech: Int16Array): ProviderCheck[] {
  const { openai, gemini, huggingface } = settings;
  const only = (service: Service): Providers => ({ ...settings, deepgram: service === 'deepgram' ? settings.deepgram : undefined, openai: service === 'openai' ? openai : undefined, gemini: service === 'gemini' ? gemini : undefined });
  // Whatever order is set: a key is checked for all that it can do.
  const hearing = settings.speech.hearing.flatMap((service) => cloudHearing(only(service)).map((each): ProviderCheck => ({ task: 'hearing', name: each.name, variable: variables[service], run: hear(each, speech) })));
  const voices = settings.speech.voices.flatMap((service) => cloudVoices(only(service)).map((each): ProviderCheck => ({ task: 'voice', name: each.name, variable: variables[service], run: speak(each) })));
  const models: ProviderCheck[] = [
    ...(gemini === undefined ? [] : [{ task: 'words' as const, name: `Gemini ${gemini.model}`, variable: variables.gemini, run: askModel(geminiModel(gemini)) }]),
    ...(openai === undefined ? [] : [{ task: 'words' as const, name: `OpenAI ${openai.model}`, variable: variables.openai, run: askModel(openaiModel(openai)) }]),
    ...(gemini === undefined ? [] : [{ task: 'meaning' as const, name: `Gemini ${gemini.embeddingModel}`, variable: variables.gemini, run: embed(geminiEmbeddings(gemini)) }]),
    // A server of one's own often has no embeddings; the résumé then compares words.
    ...(openai === undefined || openai.baseUrl !== undefined ? [] : [{ task: 'meaning' as const, name: `OpenAI ${openai.embeddingModel}`, variable: variables.openai, run: embed(openaiEmbeddings(openai)) }]),
  ];
  const tone: ProviderCheck[] = huggingface === undefined ? [] : [{
    task: 'tone', name: huggingface.toneModel, variable: 'HF_TOKEN',
    run: async (signal) => `judged "I am glad." as ${(await huggingfaceTone(huggingface)('I am glad.', signal)).label}`,
  }];
  return [...models, ...hearing, ...voices, ...tone];
}

/** "Hi, thanks for having me." and the silence after it, 16 kHz: something to hear. */
export async function spokenSentence(): Promise<Int16Array> {
  const bytes = await readFile(new URL('check-sentence.pcm', import.meta.url));
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const embed = (model: ReturnType<typeof geminiEmbeddings>) => async (): Promise<string> => `${(await model.embed(['ready'])).at(0)?.length ?? 0} numbers for a word`;

/** What each key would give, and what does the work without it. */
export const keysOffered = [
  { variable: 'GEMINI_API_KEY', gives: 'follow-ups, questions and judging by Gemini, résumés compared by meaning, and a voice', without: 'local rules, a question bank, comparison by words' },
  { variable: 'OPENAI_API_KEY', gives: 'the same by OpenAI or any server of its protocol (OPENAI_BASE_URL), hearing by Whisper, and a voice', without: 'as above' },
  { variable: 'DEEPGRAM_API_KEY', gives: 'hearing with measured word times while somebody speaks, and a voice', without: 'Moonshine and Piper on this machine' },
  { variable: 'HF_TOKEN', gives: 'the tone of words by a trained model (measures use the lexicon so far)', without: 'a lexicon on this machine' },
] as const;
