/** One shape for every model of meaning: texts in, one vector each out. Vectors of different models do not compare. */
import { ProviderError } from '../language/language-model.ts';

export interface EmbeddingModel {
  /** As its provider writes it; stored beside the vectors. */
  readonly name: string;
  /** One vector for each text, in order, all of one length. @throws ProviderError; the signal's reason when the caller gave up */
  embed(texts: readonly string[], options?: EmbeddingOptions): Promise<number[][]>;
}
export interface EmbeddingOptions {
  signal?: AbortSignal;
  /** For all texts together, retries included. @defaultValue 20 000 ms */
  timeoutMs?: number;
}

/** What a request may hold: Gemini takes 100 texts, OpenAI more. */
export const textsAtOnce = 100;
/** pgvector stores up to this many numbers in one vector. */
const mostNumbers = 16_000;

/** @throws ProviderError when the vectors are not what was asked for */
export function checkedVectors(vectors: readonly (readonly unknown[] | undefined)[] | undefined, texts: readonly string[], provider: string): number[][] {
  const wrong = (why: string): ProviderError => new ProviderError(`${provider} sent no usable vectors: ${why}`, { provider, retryable: true, status: 200 });
  if (vectors?.length !== texts.length) throw wrong(`${vectors?.length ?? 0} for ${texts.length} texts`);
  const length = vectors[0]?.length ?? 0;
  if (texts.length > 0 && (length === 0 || length > mostNumbers)) throw wrong(`${length} numbers in one`);
  return vectors.map((vector) => {
    if (vector?.length !== length || !vector.every((number) => typeof number === 'number' && Number.isFinite(number))) throw wrong('not all of them are numbers, and equally many');
    return vector as number[];
  });
}

/** Sends the texts in portions, one after the other. */
export async function inPortions(texts: readonly string[], send: (portion: readonly string[]) => Promise<number[][]>): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let at = 0; at < texts.length; at += textsAtOnce) vectors.push(...(await send(texts.slice(at, at + textsAtOnce))));
  return vectors;
}
