/** Publishes words, marks and rolling measures of the candidate on every new piece of transcript. */
import type { Turn, Word } from '@greenroom/contracts';
import { findMarks, measureSpan, rollingWindow } from '@greenroom/measures';
import type { LivePublisher } from './live-publisher.ts';

export interface LiveSpan {
  seq: number;
  words: Word[];
  responseDelaySeconds: number;
  final: boolean;
}

const textOf = (words: readonly Word[]): string => words.map((word) => word.text).join(' ');

export class LiveMeasures {
  /** Speaking time by turn: an answer that goes on after a pause is counted once. */
  private readonly candidateMs = new Map<number, number>();
  private interviewerMs = 0;
  /** How many words of a turn have been sent and cannot change any more. */
  private sent = { seq: -1, words: [] as Word[] };

  constructor(earlier: readonly Turn[]) {
    for (const turn of earlier) {
      const ms = (turn.endedAt - turn.startedAt) * 1000;
      if (turn.speaker === 'candidate') this.candidateMs.set(turn.seq, ms);
      if (turn.speaker === 'interviewer') this.interviewerMs += ms;
    }
  }

  interviewerSpoke(ms: number): void {
    this.interviewerMs += ms;
  }

  publish(live: LivePublisher, { seq, words, responseDelaySeconds, final }: LiveSpan): void {
    const text = textOf(words);
    const marks = findMarks(text, words);
    const from = this.sent.seq === seq ? firstDifference(this.sent.words, words) : 0;
    this.sent = { seq, words };
    live.publish({ type: 'words', seq, speaker: 'candidate', from, words: words.slice(from), marks: marks.filter((mark) => mark.wordIndex >= from), final });

    const last = words.at(-1);
    const first = words[0];
    if (last === undefined || first === undefined) return;
    const windowWords = rollingWindow(words, last.end);
    const windowText = textOf(windowWords);
    const answer = measureSpan(words, marks, { responseDelaySeconds, text });
    this.candidateMs.set(seq, (last.end - first.start) * 1000);
    const candidateMs = [...this.candidateMs.values()].reduce((sum, ms) => sum + ms, 0);
    live.publish({
      type: 'measures',
      seq,
      window: measureSpan(windowWords, findMarks(windowText, windowWords), { responseDelaySeconds: null, text: windowText }),
      answer,
      talkShare: candidateMs / Math.max(1, candidateMs + this.interviewerMs),
      tone: answer.tone,
    });
  }
}

function firstDifference(before: readonly Word[], after: readonly Word[]): number {
  const same = (a: Word | undefined, b: Word | undefined): boolean => a !== undefined && b !== undefined && a.text === b.text && Math.abs(a.start - b.start) < 0.001 && Math.abs(a.end - b.end) < 0.001;
  let index = 0;
  while (index < after.length && same(before[index], after[index])) index += 1;
  return index;
}
