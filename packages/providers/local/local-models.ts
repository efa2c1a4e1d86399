/** The recogniser and the voice of this machine, wherever they run: in this process, or in one for all interviews. */
import type { Urgency } from '../voice/urgency.ts';
import { loadMoonshine } from './moonshine.ts';
import { loadPiper } from './piper.ts';
import { UrgentFirst } from './urgent-first.ts';

export interface LocalModels {
  /**
   * Words of one piece of 16 kHz mono audio, at most `moonshineLongestSeconds` long. Undefined when `signal` fired before its turn came.
   * @throws ProviderError
   */
  recognise(samples: Int16Array, options: RecogniseOptions): Promise<string | undefined>;
  /**
   * One sentence at `piperSampleRate`; empty when there is nothing to say, or when `signal` fired before its turn came.
   * @throws ProviderError
   */
  speak(text: string, options: SpeakLocallyOptions): Promise<Int16Array>;
}

export interface RecogniseOptions {
  /** Urgent when somebody's turn waits for these words. */
  urgency: Urgency;
  signal: AbortSignal | undefined;
}

export interface SpeakLocallyOptions {
  /** 1 is the voice's own pace, 2 twice as fast. */
  speed: number;
  urgency: Urgency;
  signal: AbortSignal | undefined;
}

/** One for each core of a small machine: more at once only makes each of them later. Live words take half of one at the most. */
const hands = { atOnce: 2, rest: 1, rankMs: 500 } as const;
/** Words on a screen are wanted sooner than a line that may be said later. */
const ranks = { interim: 1, prepared: 2 } as const;

const inProcess = new Map<string, LocalModels>();

/** The models loaded in this process, once per folder. Loading begins with the first use, or with {@link loadLocalModels}. */
export function localModels(modelsDir: string): LocalModels {
  const known = inProcess.get(modelsDir);
  if (known !== undefined) return known;
  const queue = new UrgentFirst(hands);
  const models: LocalModels = {
    async recognise(samples, { urgency, signal }) {
      const moonshine = await loadMoonshine(modelsDir);
      return queue.run({ urgency, rank: ranks.interim, signal }, () => moonshine.transcribe(samples));
    },
    async speak(text, { speed, urgency, signal }) {
      const piper = await loadPiper(modelsDir);
      return (await queue.run({ urgency, rank: ranks.prepared, signal }, () => piper.speak(text, speed))) ?? new Int16Array(0);
    },
  };
  inProcess.set(modelsDir, models);
  return models;
}

/** Loads both (1 s together), so that the first use does not wait. */
export async function loadLocalModels(modelsDir: string): Promise<LocalModels> {
  await Promise.all([loadMoonshine(modelsDir), loadPiper(modelsDir)]);
  return localModels(modelsDir);
}
