/** One shape for whoever tells the tone of a sentence's words. */
import type { Tone } from '@greenroom/contracts';

export interface ToneReading {
  /** One for each sentence, in order. */
  tones: readonly Tone[];
  /** Who judged: it stands beside the result. */
  judgedBy: string;
  kind: 'model' | 'rules';
}

export interface ToneModel {
  /** Whom it asks first. */
  readonly name: string;
  /** The tone of each sentence. Never fails: when nobody else answers in time, the lexicon does. */
  read(sentences: readonly string[], options?: { signal?: AbortSignal; timeoutMs?: number }): Promise<ToneReading>;
}

/** The label of the greatest share. */
export function toneWithLabel(negative: number, neutral: number, positive: number): Tone {
  const label = neutral >= negative && neutral >= positive ? 'neutral' : positive >= negative ? 'positive' : 'negative';
  return { negative, neutral, positive, label };
}
