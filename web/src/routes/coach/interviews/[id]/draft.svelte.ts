/** Something being typed: a reload does not lose it, and sending the same text again after a lost answer counts once. */
import { newId } from '#lib/live/live-socket.ts';
import { keep, recallOr } from '#lib/remembered.ts';

export class Draft {
  readonly #key: string;
  #text = $state('');
  /** Of this text; another text gets another one. */
  #id = newId();

  constructor(interviewId: string, name: string) {
    this.#key = `desk.${interviewId}.${name}`;
  }

  /** On the page only: the server has no drafts. */
  restore(): void {
    this.#text = recallOr('this-window', this.#key, '');
    // It may have been sent already, and the answer lost with the page.
    if (this.#text !== '') this.#id = recallOr('this-window', `${this.#key}.id`, this.#id);
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    if (text !== this.#text) this.#id = newId();
    this.#text = text;
    keep('this-window', this.#key, text || undefined);
    keep('this-window', `${this.#key}.id`, text === '' ? undefined : this.#id);
  }

  get id(): string {
    return this.#id;
  }

  get ready(): boolean {
    return this.#text.trim() !== '';
  }

  /** Sent: but what has been typed on meanwhile stays. */
  sent(id: string): void {
    if (this.#id === id) this.text = '';
  }
}
