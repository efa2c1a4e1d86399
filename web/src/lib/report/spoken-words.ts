/** Lights the word that is being spoken. Thousands of words: no component state each, one class on one element. */
import type { Reading } from './reading.ts';

interface Spoken {
  start: number;
  end: number;
  elements: HTMLElement[];
}

export class SpokenWords {
  readonly #words: Spoken[] = [];
  #lit: Spoken | undefined;

  /** `root` holds `[data-turn]` elements with `[data-word]` slices inside. */
  constructor(root: HTMLElement, turns: readonly Reading[]) {
    for (const { seq, times } of turns) {
      const words: Spoken[] = times.map(([start, end]) => ({ start, end, elements: [] }));
      for (const element of root.querySelectorAll<HTMLElement>(`[data-turn="${seq}"] [data-word]`)) words[Number(element.dataset.word)]?.elements.push(element);
      this.#words.push(...words);
    }
    this.#words.sort((a, b) => a.start - b.start);
  }

  /** Returns the element that has just been lit, if another one has. */
  light(time: number): HTMLElement | undefined {
    const word = this.#at(time);
    if (word === this.#lit) return undefined;
    this.#lit?.elements.forEach((element) => element.classList.remove('spoken'));
    word?.elements.forEach((element) => element.classList.add('spoken'));
    this.#lit = word;
    return word?.elements[0];
  }

  /** The last word that has begun, while it lasts and a breath longer, so that short gaps do not flicker. */
  #at(time: number): Spoken | undefined {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle]?.start ?? Infinity) <= time) low = middle + 1;
      else high = middle;
    }
    const word = this.#words[low - 1];
    return word !== undefined && time < word.end + 0.3 ? word : undefined;
  }
}
