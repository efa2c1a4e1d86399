/** Services in the cloud's shape on this machine: the protocols, and the published latencies. */
import { geminiGenerate, startProviderServer } from '../../../tests/provider-servers/index.ts';
import { startDeepgramShape } from './deepgram.ts';

/** Medians: pipecat-ai/stt-benchmark, kwindla/aiewf-eval, the makers' tables. */
export const published = { hearingFinalMs: 250, firstTokenMs: 600, voiceFirstSoundMs: 250 } as const;

export interface Cloud {
  /** For our processes: keys and addresses. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

export async function startCloud(modelsDir: string): Promise<Cloud> {
  const deepgram = await startDeepgramShape(modelsDir, { finalMs: published.hearingFinalMs, firstSoundMs: published.voiceFirstSoundMs });
  const gemini = await startProviderServer(geminiGenerate);
  // Whoever asks for something else than a follow-up gets an object that does not fit, and goes on with the local rules.
  gemini.play({ kind: 'slow', ms: published.firstTokenMs, value: { decision: 'follow_up', question: 'Could you please tell me a little more about what happened then and about your own part in how it came out in the end?' } });
  return {
    env: {
      DEEPGRAM_API_KEY: 'bench', DEEPGRAM_BASE_URL: deepgram.url, GEMINI_API_KEY: 'bench', GEMINI_BASE_URL: gemini.url,
      HEARING_ORDER: 'deepgram', VOICE_ORDER: 'deepgram',
    },
    async stop() {
      await Promise.all([deepgram.stop(), gemini[Symbol.asyncDispose]()]);
    },
  };
}
