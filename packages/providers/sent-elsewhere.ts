/** Where a candidate's words go when a key sends them out of this machine: said to the candidate before the first question. */
import type { InterviewMode } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';

type Providers = Settings['providers'];
type Service = 'deepgram' | 'openai' | 'gemini' | 'huggingface';

const makers: Readonly<Record<Service, string>> = { deepgram: 'Deepgram', openai: 'OpenAI', gemini: 'Google Gemini', huggingface: 'Hugging Face' };
const ownMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What a person may call it; undefined when it has no key, or answers on this machine. */
function nameOf(settings: Providers, service: Service): string | undefined {
  const used = settings[service];
  if (used === undefined) return undefined;
  if (used.baseUrl === undefined) return makers[service];
  const { hostname } = new URL(used.baseUrl);
  return ownMachine.test(hostname) ? undefined : `the server ${hostname}`;
}

/** The first one does the work; the next one only while it cannot. */
function inOrder(settings: Providers, services: readonly Service[]): string | undefined {
  const names = services.flatMap((service) => nameOf(settings, service) ?? []);
  return names.length === 0 ? undefined : names.join(', or, when that does not answer, ');
}

/** For the candidate; undefined when nothing leaves this machine. */
export function sentElsewhere(settings: Providers, mode: InterviewMode): string | undefined {
  const { hearing: ears, voices, openaiTranscriptionModel, openaiSpeechModel } = settings.speech;
  const without = (services: readonly Service[], openaiModel: string | undefined): Service[] => services.filter((service) => service !== 'openai' || openaiModel !== undefined);
  const spoken = mode === 'spoken';
  const hearing = spoken ? inOrder(settings, without(ears, openaiTranscriptionModel)) : undefined;
  const thinking = inOrder(settings, ['gemini', 'openai']);
  // The tone is part of how something was said: a typed interview has none.
  const tone = spoken ? inOrder(settings, ['huggingface']) : undefined;
  const voice = spoken ? inOrder(settings, without(voices, openaiSpeechModel)) : undefined;
  const sentences = [
    hearing === undefined ? [] : `Your speech is turned into text by ${hearing}.`,
    thinking === undefined ? [] : `Your answers are read by ${thinking}, for follow-up questions and for your report.`,
    tone === undefined ? [] : `Afterwards the tone of your sentences is read by ${tone}, for your report.`,
    voice === undefined ? [] : `The interviewer’s voice is made by ${voice}.`,
  ].flat();
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
