/** The tone of what the candidate said: sentence by sentence, of each answer and of many. One reader for all of a report. */
import type { Judge, Tone, Turn } from '@greenroom/contracts';
import { sentencesOf, tonesOf } from '@greenroom/measures';
import { toneWithLabel, type ToneModel } from '@greenroom/providers/select-tone';
import { spokenAnswers } from './spoken-answers.ts';

/** Raised when sentences are put together in another way: tones of two versions are not the same measure. */
const version = '1';

interface SentenceTone {
  tone: Tone;
  /** Characters: a longer sentence counts for more. */
  length: number;
}

export interface ToneOfAnswers {
  judge: Judge;
  /** Over these turns together; null when there are no words in them. */
  over(turns: readonly Turn[]): Tone | null;
}

/** By the lexicon of this machine, without asking anybody. */
export const toneByLexicon: ToneOfAnswers = {
  judge: { kind: 'rules', name: 'VADER lexicon (on this machine)', version },
  over: (turns) => mean(turns.flatMap(({ text }) => tonesOf(text).map(({ start, end, tone }) => ({ tone, length: end - start })))),
};

/** @param within milliseconds for all sentences together; then the lexicon reads all of them, and it is told */
export async function readTone(turns: readonly Turn[], model: ToneModel, options: { within: number; signal?: AbortSignal }): Promise<ToneOfAnswers> {
  const places = spokenAnswers(turns).flatMap(({ seq, text }) => sentencesOf(text).map(({ start, end }) => ({ seq, sentence: text.slice(start, end) })));
  const { tones, judgedBy, kind } = await model.read(places.map(({ sentence }) => sentence), { timeoutMs: options.within, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  const ofTurn = new Map<number, SentenceTone[]>();
  places.forEach(({ seq, sentence }, index) => {
    const tone = tones[index];
    if (tone !== undefined) ofTurn.set(seq, [...(ofTurn.get(seq) ?? []), { tone, length: sentence.length }]);
  });
  return {
    judge: { kind, name: judgedBy, version },
    over: (some) => mean(some.flatMap(({ seq }) => ofTurn.get(seq) ?? [])),
  };
}

function mean(sentences: readonly SentenceTone[]): Tone | null {
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  if (length === 0) return null;
  const share = (name: 'negative' | 'neutral' | 'positive'): number => sentences.reduce((sum, { tone, length: own }) => sum + own * tone[name], 0) / length;
  return toneWithLabel(share('negative'), share('neutral'), share('positive'));
}
