/** Publishes words, marks and rolling measures of the candidate on every new piece of transcript. */
import type { Measures, Turn, Word } from '@greenroom/contracts';
import { findMarks, measureSpan, rollingWindow, textOf } from '@greenroom/measures';
import type { LivePublisher } from './live-publisher.ts';
import { SentWords } from './sent-words.ts';

export interface LiveSpan {
  seq: number;
  words: Word[];
  responseDelaySeconds: number;
  final: boolean;
}

export class LiveMeasures {
  /** Speaking time by turn: an answer that goes on after a pause is counted once. */
  private readonly candidateMs = new Map<number, number>();
  private othersMs = 0;
  private readonly sent = new SentWords();

  constructor(earlier: readonly Turn[]) {
    for (const turn of earlier) {
      const ms = (turn.endedAt - turn.startedAt) * 1000;
      if (turn.speaker === 'candidate') this.candidateMs.set(turn.seq, ms);
      else this.othersMs += ms;
    }
  }

  /** The interviewer, or a coach who leads. */
  otherSpoke(ms: number): void {
    this.othersMs += ms;
  }

  /** Gives what was measured; undefined when there was nothing to measure. */
  publish(live: LivePublisher, { seq, words, responseDelaySeconds, final }: LiveSpan): { window: Measures; answer: Measures; at: number } | undefined {
    const text = textOf(words);
    const marks = findMarks(text, words);
    const from = this.sent.from(seq, words);
    live.publish({ type: 'words', seq, speaker: 'candidate', from, words: words.slice(from), marks: marks.filter((mark) => mark.wordIndex >= from), final });

    const last = words.at(-1);
    const first = words[0];
    if (last === undefined || first === undefined) return undefined;
    const windowWords = rollingWindow(words, last.end);
    const windowText = textOf(windowWords);
    const answer = measureSpan(words, marks, { responseDelaySeconds, text });
    this.candidateMs.set(seq, (last.end - first.start) * 1000);
    const candidateMs = [...this.candidateMs.values()].reduce((sum, ms) => sum + ms, 0);
    const window = measureSpan(windowWords, findMarks(windowText, windowWords), { responseDelaySeconds: null, text: windowText });
    live.publish({ type: 'measures', seq, window, answer, talkShare: candidateMs / Math.max(1, candidateMs + this.othersMs), tone: answer.tone });
    return { window, answer, at: last.end };
  }
}
