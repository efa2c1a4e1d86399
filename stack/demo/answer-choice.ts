/** Which recording fits what was asked: the answer, then the follow-up's, then the spare ones in turn, then nothing. */
import type { DemoAnswers, Recording } from './answers.ts';

export interface Ask {
  questionId: string;
  followUp: boolean;
}

export class AnswerChoice {
  readonly #answers: Pick<DemoAnswers, 'recordings' | 'spare'>;
  readonly #given = new Set<Recording>();

  constructor(answers: Pick<DemoAnswers, 'recordings' | 'spare'>) {
    this.#answers = answers;
  }

  /** Undefined: everything that fits has been said. */
  next(ask: Ask): Recording | undefined {
    const own = this.#answers.recordings.get(ask.questionId);
    const fitting = [ask.followUp ? own?.followUp : own?.answer, ...this.#answers.spare];
    const recording = fitting.find((candidate) => candidate !== undefined && !this.#given.has(candidate));
    if (recording !== undefined) this.#given.add(recording);
    return recording;
  }
}
