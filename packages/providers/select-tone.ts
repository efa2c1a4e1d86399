/** Who tells the tone of words, chosen from the settings. By itself, so that a process without speech does not load speech. */
import type { Tone } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { ProviderError } from './language/language-model.ts';
import { huggingfaceTone } from './tone/huggingface.ts';
import type { ToneModel, ToneReading } from './tone/tone-model.ts';
import { WellFirst } from './well-first.ts';

export { toneWithLabel, type ToneModel, type ToneReading } from './tone/tone-model.ts';

/** Sentences that are asked about at once. */
const atOnce = 4;
/** Sentences whose tone is remembered: live measures ask about the same ones again and again. */
const mostKnown = 2_000;
const defaultTimeoutMs = 8_000;

export interface ToneOptions {
  /** The lexicon on this machine: `toneOf` of `@greenroom/measures`. Given, so that this package needs no measures. */
  lexicon: (sentence: string) => Tone;
  /** Told once when the model falls out and once when it is back. */
  notice: (text: string) => void;
  /** Milliseconds, monotonic. */
  now?: (() => number) | undefined;
}

/** The tone of sentences: by the model of Hugging Face when there is a token, else by the lexicon, with a notice when one replaces the other. */
export function selectTone(settings: Pick<Settings['providers'], 'huggingface'>, options: ToneOptions): ToneModel {
  const local = { name: 'VADER lexicon (on this machine)' };
  const byLexicon = (sentences: readonly string[]): ToneReading => ({ tones: sentences.map(options.lexicon), judgedBy: local.name, kind: 'rules' });
  if (settings.huggingface === undefined) return { name: local.name, read: (sentences) => Promise.resolve(byLexicon(sentences)) };

  const ask = huggingfaceTone(settings.huggingface);
  const cloud = { name: settings.huggingface.toneModel };
  const order = new WellFirst([cloud, local], { task: 'Tone', notice: options.notice, now: options.now });
  const known = new Map<string, Tone>();

  /** In the sentences' order. */
  async function byModel(sentences: readonly string[], signal: AbortSignal): Promise<Tone[]> {
    const tones: Tone[] = [];
    const waiting = new Map<string, number[]>();
    sentences.forEach((sentence, index) => {
      const tone = known.get(sentence);
      if (tone === undefined) waiting.set(sentence, [...(waiting.get(sentence) ?? []), index]);
      else tones[index] = tone;
    });
    const queue = [...waiting];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [sentence, places] = next;
        const tone = await ask(sentence, signal);
        known.set(sentence, tone);
        for (const place of places) tones[place] = tone;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return tones;
  }

  return {
    name: cloud.name,
    async read(sentences, { signal, timeoutMs = defaultTimeoutMs } = {}) {
      if (order.inOrder()[0] !== cloud) return byLexicon(sentences);
      if (known.size > mostKnown) known.clear();
      const deadline = AbortSignal.timeout(timeoutMs);
      const stop = new AbortController();
      try {
        const tones = await byModel(sentences, AbortSignal.any([deadline, stop.signal, ...(signal === undefined ? [] : [signal])]));
        order.worked(cloud);
        return { tones, judgedBy: cloud.name, kind: 'model' };
      } catch (error) {
        stop.abort();
        signal?.throwIfAborted();
        order.failed(cloud, error instanceof ProviderError ? error : new ProviderError(`no answer within ${timeoutMs} ms`, { provider: cloud.name, retryable: true, cause: error }));
        // All of them by one judge: two would not be comparable.
        return byLexicon(sentences);
      }
    },
  };
}
