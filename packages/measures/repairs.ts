/**
 * Repairs: words said again ("to to", "I, uh, I") and words broken off ("wh-"). After Shriberg (1994) the part that is
 * replaced (the reparandum) is what is marked. Substitutions ("the last, the first") need more than rules and are not found.
 */
import { endsSentence, type Lexeme } from './lexemes.ts';

/** Said twice on purpose, or grammatical ("had had"). */
const emphatic = new Set('very really no yes yeah yep okay many much so far long never more again had bye please hello hi ha right well too'.split(' '));
const longestRepeat = 4;

/** `from`, `to`: indexes of the reparandum's lexemes, `to` exclusive. `isFiller(i)`: lexeme `i` belongs to a filler. */
export function findRepairs(lexemes: readonly Lexeme[], isFiller: (index: number) => boolean): { from: number; to: number }[] {
  const spoken = lexemes.map((_, index) => index).filter((index) => !isFiller(index));
  const form = (position: number): string => lexemes[spoken[position] ?? -1]?.form ?? '';
  /** Is there a sentence end between the lexemes at two neighbouring positions? */
  const cut = (position: number): boolean => {
    for (let i = (spoken[position] ?? 0) + 1; i <= (spoken[position + 1] ?? 0); i += 1) if (endsSentence(lexemes[i]?.before ?? '')) return true;
    return false;
  };
  const repeats = (position: number, length: number): boolean => {
    for (let k = 0; k < length; k += 1) {
      const said = form(position + k);
      const again = form(position + length + k);
      if (said === '' || cut(position + k)) return false;
      const brokenOff = said.endsWith('-') && said.length > 1 && again.startsWith(said.slice(0, -1));
      if (said !== again && !(k === length - 1 && brokenOff)) return false;
    }
    return true;
  };
  const found: { from: number; to: number }[] = [];
  for (let position = 0; position < spoken.length; position += 1) {
    let length = Math.min(longestRepeat, Math.floor((spoken.length - position) / 2));
    while (length > 0 && !repeats(position, length)) length -= 1;
    const single = length === 1 && (emphatic.has(form(position)) || /^[\d\p{L}]$/u.test(form(position)) && !/^[ia]$/.test(form(position)) || /^\d/.test(form(position)));
    // "that that is true": the second one opens the clause.
    const grammatical = length === 1 && form(position) === 'that' && /^(?:is|was|would|will|could|might|can|has|does|did|should|makes|made|means)$/.test(form(position + 2));
    if (length > 0 && !single && !grammatical) {
      const last = position + length - 1;
      found.push({ from: spoken[position] ?? 0, to: (spoken[last] ?? 0) + 1 });
      position = last;
    } else if (form(position).endsWith('-')) found.push({ from: spoken[position] ?? 0, to: (spoken[position] ?? 0) + 1 });
  }
  return found;
}
