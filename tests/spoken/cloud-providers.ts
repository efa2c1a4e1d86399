/**
 * Services of ours in the place of Deepgram, Gemini and Hugging Face, with the delays that theirs are known for: hearing 250 ms after a
 * word, a reply of a model after 600 ms, the first sound of a voice after 250 ms.
 */
import { moonshineHearing } from '../../packages/providers/local/moonshine-hearing.ts';
import { localModels } from '../../packages/providers/local/local-models.ts';
import { cacheDir } from '../../stack/index.ts';
import { installVoices } from '../../stack/voices/install.ts';
import { deepgramSpeakAt, geminiGenerate, huggingfaceClassify, startAudioServer, startDeepgramListen, startOneAddress, startProviderServer, type AudioServer, type ListenServer, type Protocol, type ProviderServer, type SeenRequest } from '../provider-servers/index.ts';

export const delayMs = { hearing: 250, thinking: 600, voice: 250, tone: 100 } as const;
/** Faster than a person speaks: nobody listens, and the test is shorter. */
const charactersPerSecond = 24;

export interface CloudProviders extends AsyncDisposable {
  /** What a person would put into the environment. */
  env: Record<string, string>;
  hearing: ListenServer;
  voice: AudioServer;
  thinking: ProviderServer;
  tone: AudioServer;
}

/** @param followUp what the model asks after the first answer to a question with these words in it */
export async function startCloudProviders(followUp: { after: string; question: string }): Promise<CloudProviders> {
  const models = localModels(await installVoices(cacheDir(), (line) => process.stderr.write(`voices: ${line}\n`)));
  const [hearing, voice, thinking, tone] = await Promise.all([startDeepgramListen(moonshineHearing(models)), startAudioServer(deepgramSpeakAt(charactersPerSecond)), startProviderServer(modelThatAsks(followUp)), startAudioServer(huggingfaceClassify)]);
  const deepgram = await startOneAddress({ '/v1/listen': hearing.url, '/v1/speak': voice.url });
  hearing.play({ kind: 'hears', afterMs: delayMs.hearing });
  voice.play({ kind: 'works', afterMs: delayMs.voice });
  thinking.play({ kind: 'slow', ms: delayMs.thinking, value: {} });
  tone.play({ kind: 'works', afterMs: delayMs.tone });
  return {
    env: {
      DEEPGRAM_API_KEY: 'key', DEEPGRAM_BASE_URL: deepgram.url, GEMINI_API_KEY: 'key', GEMINI_BASE_URL: thinking.url, HF_TOKEN: 'hf_key', HF_BASE_URL: tone.url,
      OPENAI_API_KEY: '', HEARING_ORDER: 'deepgram', VOICE_ORDER: 'deepgram',
    },
    hearing, voice, thinking, tone,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([deepgram, hearing, voice, thinking, tone].map((each) => each[Symbol.asyncDispose]()));
    },
  };
}

interface Asked { question?: string; followUpsAlreadyAsked?: number; answer?: { turnSeq: number; text: string }[] }

/** Gemini's protocol; what is replied follows from what was asked, whatever the script says. */
const modelThatAsks = (followUp: { after: string; question: string }): Protocol => ({
  ...geminiGenerate,
  reply: (_, request) => geminiGenerate.reply(JSON.stringify(replyTo(request, followUp)), request),
});

function replyTo({ body }: SeenRequest, followUp: { after: string; question: string }): unknown {
  const { contents, generationConfig } = body as { contents: { parts: { text: string }[] }[]; generationConfig: { responseJsonSchema: { properties: object } } };
  const asked = JSON.parse(/<data>([\s\S]*)<\/data>/.exec(contents[0]?.parts[0]?.text ?? '')?.[1] ?? '{}') as Asked;
  const { properties } = generationConfig.responseJsonSchema;
  if ('decision' in properties) {
    const asks = asked.question?.includes(followUp.after) === true && asked.followUpsAlreadyAsked === 0;
    return asks ? { decision: 'follow_up', question: followUp.question } : { decision: 'move_on', question: '' };
  }
  const [first] = asked.answer ?? [];
  const quote = first?.text.split(' ').slice(0, 6).join(' ') ?? '';
  return {
    content: 4, contentReason: 'Concrete, with a number.', clarity: 4, clarityReason: 'Direct.', points: [],
    claims: [{ kind: 'strength', dimension: 'content', text: 'You begin with what you do.', turnSeq: first?.turnSeq ?? 0, quote }],
  };
}
