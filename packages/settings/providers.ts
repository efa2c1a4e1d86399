/** The variables that say which providers are used and how they are reached. By themselves, so that `npm run providers` needs no server. */
import { z } from 'zod';

const optionalText = z.string().trim().transform((text) => (text === '' ? undefined : text)).optional();
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected http(s)://host' });
const name = z.string().trim().min(1).max(120);

export const cloudHearing = ['deepgram', 'openai'] as const;
export const cloudVoices = ['deepgram', 'openai', 'gemini'] as const;

/** An order of preference: names with commas. This machine always comes last and needs no name; `local` alone means nothing else. */
function order<Name extends string>(names: readonly Name[], preset: readonly Name[]) {
  return z.string().default(preset.join(',')).transform((text, check) => {
    const asked = [...new Set(text.split(',').map((each) => each.trim()).filter((each) => each !== '' && each !== 'local'))];
    const known = asked.flatMap((each) => names.filter((one) => one === each));
    if (known.length < asked.length) check.addIssue(`expected names out of ${[...names, 'local'].join(', ')}, separated by commas`);
    return known;
  });
}

export const providerVariables = {
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/, error: 'expected http(s)://host/v1' }).optional(),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
  OPENAI_EMBEDDING_MODEL: name.default('text-embedding-3-small'),
  /** With OPENAI_BASE_URL there is no preset: few of these servers hear or speak. */
  OPENAI_TRANSCRIPTION_MODEL: optionalText,
  OPENAI_SPEECH_MODEL: optionalText,
  OPENAI_SPEECH_VOICE: name.default('marin'),
  GEMINI_API_KEY: optionalText,
  GEMINI_BASE_URL: httpUrl.optional(),
  GEMINI_MODEL: z.string().default('gemini-2.5-flash'),
  GEMINI_EMBEDDING_MODEL: name.default('gemini-embedding-001'),
  GEMINI_SPEECH_MODEL: name.default('gemini-3.8-flash-lite-tts'),
  GEMINI_SPEECH_VOICE: name.default('Kore'),
  DEEPGRAM_API_KEY: optionalText,
  DEEPGRAM_BASE_URL: httpUrl.optional(),
  DEEPGRAM_MODEL: name.default('nova-3'),
  DEEPGRAM_VOICE: name.default('aura-2-thalia-en'),
  HF_TOKEN: optionalText,
  HF_BASE_URL: httpUrl.optional(),
  HF_TONE_MODEL: name.default('cardiffnlp/twitter-roberta-base-sentiment-latest'),
  HEARING_ORDER: order(cloudHearing, ['deepgram', 'openai']),
  VOICE_ORDER: order(cloudVoices, ['deepgram', 'openai', 'gemini']),
};

export type ProviderEnvironment = z.infer<z.ZodObject<typeof providerVariables>>;

/** What is used for words, hearing, voice and tone; `undefined` where no key is set. */
export function providerSlice(env: ProviderEnvironment, speechModelsDir: string) {
  const ownOpenai = env.OPENAI_BASE_URL === undefined;
  return {
    speechModelsDir,
    openai: env.OPENAI_API_KEY === undefined && ownOpenai ? undefined : {
      apiKey: env.OPENAI_API_KEY ?? 'none', baseUrl: env.OPENAI_BASE_URL, model: env.OPENAI_MODEL, embeddingModel: env.OPENAI_EMBEDDING_MODEL,
    },
    gemini: env.GEMINI_API_KEY === undefined ? undefined : {
      apiKey: env.GEMINI_API_KEY, baseUrl: env.GEMINI_BASE_URL, model: env.GEMINI_MODEL, embeddingModel: env.GEMINI_EMBEDDING_MODEL,
    },
    deepgram: env.DEEPGRAM_API_KEY === undefined ? undefined : { apiKey: env.DEEPGRAM_API_KEY, baseUrl: env.DEEPGRAM_BASE_URL, model: env.DEEPGRAM_MODEL, voice: env.DEEPGRAM_VOICE },
    huggingface: env.HF_TOKEN === undefined ? undefined : { token: env.HF_TOKEN, baseUrl: env.HF_BASE_URL, toneModel: env.HF_TONE_MODEL },
    speech: {
      hearing: env.HEARING_ORDER,
      voices: env.VOICE_ORDER,
      /** Undefined: this server is not asked to hear, or to speak. */
      openaiTranscriptionModel: env.OPENAI_TRANSCRIPTION_MODEL ?? (ownOpenai ? 'whisper-1' : undefined),
      openaiSpeechModel: env.OPENAI_SPEECH_MODEL ?? (ownOpenai ? 'gpt-4o-mini-tts' : undefined),
      openaiVoice: env.OPENAI_SPEECH_VOICE,
      geminiSpeechModel: env.GEMINI_SPEECH_MODEL,
      geminiVoice: env.GEMINI_SPEECH_VOICE,
    },
  };
}
export type ProviderSettings = ReturnType<typeof providerSlice>;
