/** Plays answers into an interview and compares when words are said with when a coach is told of them. */
import type { EventMessage } from '@greenroom/contracts';
import { placeWords } from '../../../packages/providers/local/place-words.ts';
import { hold } from '../caller/caller.ts';
import { round, share, spread } from '../figures.ts';
import type { Answer } from '../recordings.ts';
import type { Greenroom } from '../systems/greenroom.ts';
import { coachOn } from './coach.ts';
import { AnswerLags, type Lags, type SpokenWord } from './lag.ts';

/** Marked as a filler by itself; "like" and its kin depend on their place. */
const filler = /^(um+|uh+|er+m?)\W*$/i;
const markKinds: ReadonlySet<string> = new Set(['filled_pause', 'discourse_marker', 'editing_term']);

/** A recording's words with the times at which they are said. Inside a voiced stretch they are laid out by length; its end is exact. */
export function spokenWords(answer: Pick<Answer, 'segments' | 'pauses' | 'audibleToMs'>, startedAtMs: number): SpokenWord[] {
  return answer.segments.flatMap((segment, index) => {
    const endMs = answer.pauses[index]?.fromMs ?? (index === answer.segments.length - 1 ? answer.audibleToMs : segment.end * 1000);
    const words = placeWords(segment.text, [{ from: segment.start, to: Math.max(segment.start + 0.1, endMs / 1000) }]);
    return words.map(({ text, to }, place) => ({ text, saidAtMs: startedAtMs + to * 1000, exact: place === words.length - 1, filler: filler.test(text) }));
  });
}

/** An interview that is over before everything was said is followed by another one, so often. */
const mostVisits = 8;

export async function measureLag(system: Greenroom, answers: readonly Answer[], say: (line: string) => void): Promise<object> {
  const done: AnswerLags[] = [];
  for (let visits = 0; done.length < answers.length && visits < mostVisits; visits += 1) await visitOnce(system, answers.slice(done.length), done, say);
  const all = (name: keyof Lags): number[] => done.flatMap(({ lags }) => lags[name]);
  const [told, missing] = [all('word').length, done.reduce((sum, each) => sum + each.missing, 0)];
  return {
    answers: done.length, shown: spread(all('shown')), word: spread(all('word')), wordAtEndOfStretch: spread(all('wordExact')), fillerMark: spread(all('filler')), measure: spread(all('measure')),
    // Misheard words are told, too, but not found again.
    wordsNotFound: missing, wordsNotFoundShare: round(share(missing, told + missing), 3),
  };
}

async function visitOnce(system: Greenroom, answers: readonly Answer[], done: AnswerLags[], say: (line: string) => void): Promise<void> {
  const visit = await system.visit(answers);
  let current: AnswerLags | undefined;
  const follow = (event: EventMessage, atMs: number): void => {
    if (current === undefined) return;
    if (event.type === 'words' && event.speaker === 'candidate') {
      const markedWords = event.marks.filter(({ kind }) => markKinds.has(kind)).map(({ wordIndex }) => wordIndex);
      current.words(atMs, { seq: event.seq, from: event.from, words: event.words.map(({ text }) => text), markedWords });
    } else if (event.type === 'measures') {
      current.measures(atMs);
    }
  };
  const coach = await coachOn(system.whole, visit.interviewId ?? '', follow);
  try {
    await hold({
      url: visit.url, token: visit.token, answers, signal: AbortSignal.timeout(Math.round(answers.reduce((sum, { samples }) => sum + samples.length / 48 + 60_000, 60_000))),
      onPlaying: (answer, startedAtMs) => {
        current = new AnswerLags(spokenWords(answer, startedAtMs));
        done.push(current);
      },
      onAnswer: ({ id }) => say(`${id}: ${done.at(-1)?.lags.word.length ?? 0} words told, ${done.at(-1)?.missing ?? 0} not`),
    });
  } finally {
    await coach.close();
    await visit.end();
  }
}
