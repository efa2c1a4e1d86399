/** From words as they arrive at a coach to how late each of them is. Pure. */
export interface SpokenWord {
  text: string;
  /** Epoch milliseconds at which it was said to its end. */
  saidAtMs: number;
  /** Its end is that of a voiced stretch: known exactly, where others are estimated by their length. */
  exact: boolean;
  filler: boolean;
}

export interface Lags {
  /** Until as many words stood there as were said, rightly heard or not. */
  shown: number[];
  /** Until the word itself stood there: a recogniser of whole pieces corrects itself with what follows. */
  word: number[];
  wordExact: number[];
  filler: number[];
  measure: number[];
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9']/g, '');

/** Which of the spoken words stand among the heard ones, in order: the longest common subsequence. @returns for each spoken word the heard one's index, or undefined */
export function aligned(spoken: readonly string[], heard: readonly string[]): (number | undefined)[] {
  const [a, b] = [spoken.map(plain), heard.map(plain)];
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) (best[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const found: (number | undefined)[] = new Array<number | undefined>(a.length).fill(undefined);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j] && at(i, j) === at(i + 1, j + 1) + 1) found[i++] = j++;
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

/** One answer being spoken, and what is told of it. */
export class AnswerLags {
  readonly lags: Lags = { shown: [], word: [], wordExact: [], filler: [], measure: [] };
  readonly #spoken: readonly SpokenWord[];
  /** Words of each turn so far; an answer may be told as more than one. */
  readonly #turns = new Map<number, string[]>();
  readonly #known = new Set<SpokenWord>();
  readonly #marked = new Set<SpokenWord>();
  /** Known and not measured yet. */
  #unmeasured: SpokenWord[] = [];

  constructor(spoken: readonly SpokenWord[]) {
    this.#spoken = spoken;
  }

  get missing(): number {
    return this.#spoken.length - this.#known.size;
  }

  words(atMs: number, { seq, from, words, markedWords }: { seq: number; from: number; words: readonly string[]; markedWords: readonly number[] }): void {
    const turn = [...(this.#turns.get(seq) ?? []).slice(0, from), ...words];
    this.#turns.set(seq, turn);
    const before = [...this.#turns].filter(([other]) => other < seq).reduce((sum, [, each]) => sum + each.length, 0);
    const all = [...this.#turns].sort(([a], [b]) => a - b).flatMap(([, each]) => each);
    for (const word of this.#spoken.slice(this.lags.shown.length, all.length)) this.lags.shown.push(atMs - word.saidAtMs);
    const marks = new Set(markedWords.map((index) => before + index));
    for (const [index, place] of aligned(this.#spoken.map(({ text }) => text), all).entries()) {
      const word = this.#spoken[index];
      if (word === undefined || place === undefined) continue;
      if (!this.#known.has(word)) {
        this.#known.add(word);
        this.#unmeasured.push(word);
        this.lags.word.push(atMs - word.saidAtMs);
        if (word.exact) this.lags.wordExact.push(atMs - word.saidAtMs);
      }
      if (word.filler && marks.has(place) && !this.#marked.has(word)) {
        this.#marked.add(word);
        this.lags.filler.push(atMs - word.saidAtMs);
      }
    }
  }

  /** The measures that follow words count them. */
  measures(atMs: number): void {
    for (const word of this.#unmeasured.splice(0)) this.lags.measure.push(atMs - word.saidAtMs);
  }
}
