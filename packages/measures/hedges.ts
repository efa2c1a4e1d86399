import type { Lexeme } from './lexemes.ts';

/**
 * Hedges: what weakens a statement (Hyland's boosters-and-hedges lists, reduced to what is said in interviews). Longest
 * first, so that "I think maybe" is one hedge. "sort of" and "kind of" are possible fillers as well and are marked as such.
 */
const phrases: readonly (readonly string[])[] = [
  'i think that maybe', 'i think maybe', 'i would probably say', 'i would guess', 'i guess maybe', 'i guess', 'i suppose', 'i think probably', 'i\'m not sure', 'i am not sure',
  'i\'m not really sure', 'i am not really sure', 'i don\'t know if', 'i do not know if', 'i don\'t really know', 'i do not really know', 'if i remember correctly', 'as far as i know', 'as far as i remember',
  'i feel like', 'i believe maybe', 'it might be', 'it could be that', 'more or less', 'or something like that', 'or something', 'or whatever', 'and stuff like that', 'and stuff', 'in a way',
  'to some extent', 'a little bit', 'maybe', 'perhaps', 'probably', 'possibly', 'somewhat', 'hopefully', 'supposedly',
].map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length);

const byFirstWord = new Map<string, (readonly string[])[]>();
for (const phrase of phrases) byFirstWord.set(phrase[0] ?? '', [...(byFirstWord.get(phrase[0] ?? '') ?? []), phrase]);

/** Indexes of lexemes, `to` exclusive. */
export function findHedges(lexemes: readonly Lexeme[]): { from: number; to: number }[] {
  const hedges: { from: number; to: number }[] = [];
  for (let i = 0; i < lexemes.length; i += 1) {
    const phrase = byFirstWord.get(lexemes[i]?.form ?? '')?.find((words) => words.every((word, offset) => lexemes[i + offset]?.form === word));
    if (phrase === undefined) continue;
    hedges.push({ from: i, to: i + phrase.length });
    i += phrase.length - 1;
  }
  return hedges;
}
