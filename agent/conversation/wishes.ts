/** What a candidate has ordered with a button (or a coach, to leave a question) and has not been given yet. */
export class Wishes {
  /** Who wants to leave the open question. */
  skip: 'candidate' | 'coach' | undefined;
  /** The question once more, as soon as the candidate pauses. */
  repeat = false;
  private time: { questionId: string | null; atMs: number } | undefined;

  askForTime(questionId: string | null, nowMs = Date.now()): void {
    this.time = { questionId, atMs: nowMs };
  }

  /** Epoch milliseconds at which time was last asked for on this question; undefined when it was not. */
  timeAskedAt(questionId: string | null): number | undefined {
    return this.time !== undefined && this.time.questionId === questionId ? this.time.atMs : undefined;
  }

  /** A moment has gone that these were about. */
  forget(): void {
    this.skip = undefined;
    this.repeat = false;
  }
}
