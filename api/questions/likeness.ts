/** How alike questions and texts are, by the stems of their content words. */
import { stemsOf } from '@greenroom/measures/stems';

/** From this share of common stems on, two questions are the same one in other words. */
const sameShare = 0.6;
/** Words of nearly every question. */
const askingWords = stemsOf('tell time describe think example give situation happened talk walk please explain question');

export const questionStems = (text: string): Set<string> => {
  const stems = stemsOf(text);
  const telling = new Set([...stems].filter((stem) => !askingWords.has(stem)));
  return telling.size >= 2 ? telling : stems;
};

/** Common stems as a share of all stems of both, 0–1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((stem) => other.has(stem)).length;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Whether a question asks the same as one of the others. */
export function asksTheSame(others: readonly string[]): (text: string) => boolean {
  const texts = new Set(others.map(plain));
  const stems = others.map(questionStems);
  return (text) => {
    const own = questionStems(text);
    return texts.has(plain(text)) || stems.some((other) => likeness(own, other) >= sameShare);
  };
}
