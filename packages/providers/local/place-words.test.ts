import { describe, expect, it } from 'vitest';
import { placeWords, roughSyllables } from './place-words.ts';

describe('words placed over the voiced runs of a piece', () => {
  it('fill a single run from its beginning to its end, longer words longer', () => {
    const words = placeWords('a considerable undertaking', [{ from: 1, to: 3 }]);
    expect(words.map(({ text }) => text)).toEqual(['a', 'considerable', 'undertaking']);
    expect(words[0]?.from).toBe(1);
    expect(words.at(-1)?.to).toBeCloseTo(3);
    expect(length(words[0])).toBeLessThan(length(words[1]) / 2);
  });

  it('leave the pauses between runs free', () => {
    const words = placeWords('We had forty services, you know, so I started small.', [{ from: 0, to: 1.6 }, { from: 2.2, to: 2.6 }, { from: 3, to: 4 }]);
    for (const word of words) expect(inside(word, [0, 1.6]) || inside(word, [2.2, 2.6]) || inside(word, [3, 4])).toBe(true);
  });

  it('break after a comma rather than in the middle of a clause when both fit', () => {
    const words = placeWords('In the end, we won', [{ from: 0, to: 0.62 }, { from: 1, to: 1.4 }]);
    expect(words.find(({ text }) => text === 'we')?.from).toBeGreaterThanOrEqual(1);
    expect(words.find(({ text }) => text === 'end,')?.to).toBeLessThanOrEqual(0.63);
  });

  it('drop the shortest pauses when there are more runs than words', () => {
    const words = placeWords('okay then', [{ from: 0, to: 0.4 }, { from: 0.7, to: 1 }, { from: 2, to: 2.5 }]);
    expect(words.map(({ from, to }) => [from, to])).toEqual([[0, 1], [2, 2.5]]);
  });

  it('are none for an empty text', () => {
    expect(placeWords('  ', [{ from: 0, to: 1 }])).toEqual([]);
  });
});

describe('rough syllables', () => {
  it.each([['I', 1], ['services,', 3], ['made', 1], ['started', 2], ['asked', 1], ['people', 2], ['40', 3], ['um', 1]])('of "%s" are %i', (word, count) => {
    expect(roughSyllables(word)).toBe(count);
  });
});

function length(word: { from: number; to: number } | undefined): number {
  return word === undefined ? NaN : word.to - word.from;
}

function inside(word: { from: number; to: number }, [from, to]: [number, number]): boolean {
  return word.from >= from - 1e-9 && word.to <= to + 1e-9;
}
