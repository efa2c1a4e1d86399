/** LiveKit's local end-of-turn model (v1-mini), asked in the worker's inference process, which has loaded it once for all interviews. */
import type { JobContext } from '@livekit/agents';

/** The framework's name for it: `EOT_INFERENCE_METHOD` in `@livekit/agents/inference/eot`, not exported. */
const method = 'lk_eot_audio';

/**
 * @param sound 16 kHz mono, 1.2 s, of which the last 0.2 s are silence
 * @returns probability from 0 to 1 that the speaker has finished, by the sound alone
 */
export async function endOfTurnProbability(executor: JobContext['inferenceExecutor'], sound: Int16Array): Promise<number> {
  const pcm = Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength).toString('base64');
  const { probability } = (await executor.doInference(method, { pcm })) as { probability: number };
  return probability;
}
