/** Which language model is used, chosen from the settings. By itself, so that a process without speech does not load speech. */
import type { Settings } from '@greenroom/settings';
import { firstWorking, geminiModel, openaiModel, type LanguageModel } from './language/index.ts';

/**
 * The language model: Gemini when it has a key, then OpenAI or a server that speaks its protocol; with both, the second
 * answers while the first does not. Undefined when neither is set: the local rules then do the work, visibly.
 */
export function selectLanguageModel(settings: Pick<Settings['providers'], 'gemini' | 'openai'>, onFallback: (notice: string) => void): LanguageModel | undefined {
  const gemini = settings.gemini === undefined ? undefined : geminiModel(settings.gemini);
  const openai = settings.openai === undefined ? undefined : openaiModel(settings.openai);
  return gemini !== undefined && openai !== undefined ? firstWorking([gemini, openai], { onFallback }) : (gemini ?? openai);
}
