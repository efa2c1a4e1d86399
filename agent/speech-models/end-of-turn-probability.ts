/** LiveKit's local end-of-turn model (v1-mini), asked in the worker's inference process, which has loaded it once for all interviews. */
import type { JobContext } from '@livekit/agents';
import { packed } from './protocol.ts';

/** The framework's name for it: `EOT_INFERENCE_METHOD` in `@livekit/agents/inference/eot`, not exported. */
const method = 'lk_eot_audio';
/** It takes 20 ms; later than this, the silence has been judged without it. A dead process never answers. */
const patienceMs = 1_000;

/**
 * @param sound 16 kHz mono, 1.2 s, of which the last 0.2 s are silence
 * @returns probability from 0 to 1 that the speaker has finished, by the sound alone
 * @throws Error when nobody answers in time
 */
export async function endOfTurnProbability(executor: JobContext['inferenceExecutor'], sound: Int16Array): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the end-of-turn model did not answer within ${patienceMs / 1000} s`)), patienceMs);
  });
  try {
    const { probability } = (await Promise.race([executor.doInference(method, { pcm: packed(sound) }), late])) as { probability: number };
    return probability;
  } finally {
    clearTimeout(timer);
  }
}
