/** Which models compare texts by meaning, chosen from the settings. */
import type { Settings } from '@greenroom/settings';
import { geminiEmbeddings, openaiEmbeddings, type EmbeddingModel } from './embeddings/index.ts';

/**
 * In the order in which they are to be tried: Gemini's when it has a key, then OpenAI's or that of a server that speaks its
 * protocol. One of them does a whole comparison, because vectors of different models do not compare. Empty when neither is
 * set: Postgres then compares words.
 */
export function selectEmbeddings(settings: Pick<Settings['providers'], 'gemini' | 'openai'>): EmbeddingModel[] {
  const { gemini, openai } = settings;
  return [...(gemini === undefined ? [] : [geminiEmbeddings(gemini)]), ...(openai === undefined ? [] : [openaiEmbeddings(openai)])];
}
