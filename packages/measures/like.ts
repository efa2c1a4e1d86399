/**
 * "like" in context: by collocation and position (Popescu-Belis & Zufferey 2011 found these to tell most). In Switchboard
 * 22–28 % of its uses are fillers, so a use counts only where something speaks for it.
 */
import { breaksClause, type Lexeme } from './lexemes.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** "looks like", "something like", "things like that": preposition or comparison. */
const comparisonBefore = words('look looks looked looking sound sounds sounded sounding seem seems seemed seeming feel feels felt feeling smell smells smelled taste tastes tasted act acts acted behave behaves work works something anything nothing things thing stuff somebody someone people\'s much more exactly just kind sort bit lot alike unlike treat treated treats run runs ran read reads what');
/** "I like", "would like", "don't like": the verb. */
const verbBefore = words('i you we they who to would \'d should could might may will i\'d you\'d we\'d they\'d he\'d she\'d don\'t didn\'t doesn\'t wouldn\'t do did does not really also always never still particularly especially actually most might\'ve');
/** "like that", "like you said": demonstrative or clause after a preposition. */
const comparisonAfter = words('that this these those it him her them me us mine yours you i\'m we\'re');
const saidAfter = words('i you we he she they');
const sayVerbs = words('said say says mentioned told was were described explained do did have had');
const beForms = words('is was were are be been being it\'s that\'s there\'s he\'s she\'s i\'m we\'re they\'re you\'re what\'s wasn\'t isn\'t aren\'t weren\'t');
const countWord = /^(?:\d[\d.,]*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|several|maybe|about|around)$/;
const conjunctions = words('and but because so or then');
const prepositions = words('of on in at for with about from between by');
/** After a comma these open a clause or a phrase; a bare noun after a plural ("tools, like Docker") is an example. */
const opensPhrase = words('i we he she they you it there the a an my our your his her their this in on at for from with when if where to really very so super totally already');
const degree = words('really very so super totally pretty the on in at within to already completely');

/** Is the lexeme at `i` ("like") a filler? `afterFiller`: the lexeme before it is one. */
export function isFillerLike(lexemes: readonly Lexeme[], i: number, afterFiller: boolean): boolean {
  const before = lexemes[i - 1]?.form ?? '';
  const after = lexemes[i + 1]?.form ?? '';
  const next = lexemes[i + 2]?.form ?? '';
  const breakBefore = i === 0 || afterFiller || breaksClause(lexemes[i]?.before ?? '');
  const breakAfter = breaksClause(lexemes[i]?.after ?? '');
  if (saidAfter.has(after) && sayVerbs.has(next) && !breakAfter) return false;
  if (breakBefore && breakAfter) return true;
  if (!breakBefore && (comparisonBefore.has(before) || verbBefore.has(before))) return false;
  if (!breakAfter && comparisonAfter.has(after) && !(breakBefore && /^(?:i'm|we're|it)$/.test(after))) return false;
  if (countWord.test(after)) return true;
  if (i === 0 || /[.?!]/.test(lexemes[i]?.before ?? '')) return saidAfter.has(after) || after === 'it';
  if (breakBefore) return afterFiller || !before.endsWith('s') || opensPhrase.has(after);
  if (conjunctions.has(before)) return true;
  if (prepositions.has(before)) return !/^(?:sort|kind)$/.test(lexemes[i - 2]?.form ?? '');
  return beForms.has(before) && (breakAfter || degree.has(after));
}
