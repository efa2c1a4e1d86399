/** The question that is being left, until another one is asked or it has taken too long: a second press does not skip the next one. */
const longestMs = 8_000;

export class Skipped {
  #skipped = $state<{ questionId: string | undefined }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  holds(questionId: string | undefined): boolean {
    return this.#skipped !== undefined && this.#skipped.questionId === questionId;
  }

  take(questionId: string | undefined): void {
    clearTimeout(this.#timer);
    this.#skipped = { questionId };
    this.#timer = setTimeout(() => this.drop(), longestMs);
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#skipped = undefined;
  }
}
