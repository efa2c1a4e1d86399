/**
 * Fillers. Definitions: filled pauses always; "you know", "I mean" and clause-initial "well" with exclusions; "like" in
 * context; others are only possible, shown and never scored. Source of the vocabulary: the disfluency annotation of
 * Switchboard (tags F, D, E; Meteer et al. 1995).
 */
import { breaksClause, type Lexeme } from './lexemes.ts';
import { isFillerLike } from './like.ts';

export type FillerKind = 'filled_pause' | 'discourse_marker' | 'editing_term' | 'possible_filler';
/** `from` and `to` (exclusive) are indexes of lexemes. */
export interface Filler {
  kind: FillerKind;
  from: number;
  to: number;
}

const filledPause = /^(?:u+h+|u+h*m+|e+r+m*|e+hm*|a+h+|h+m+|m{2,})$/;
/** Sounds of hesitation, without the backchannels "uh-huh" and "mm-hmm". */
export const isFilledPause = (form: string): boolean => filledPause.test(form);

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** "do you know", "if you know", "the people you know": the verb, when nothing separates it. */
const knowsBefore = words('do did does don\'t didn\'t if as what whatever whether when once before until unless how who that thing way things people everything all than can could would should might may will must let since where');
/** "you know that …", "you know how it is": the verb with an object, when nothing separates it. */
const knowsAfter = words('that how what where why who whom whose which whether about of it him her them me us anything something everything nothing anyone someone better already exactly');
const meansBefore = words('what that which do did if by than don\'t didn\'t whatever all how does');
/** "works well", "as well", "very well": the adverb. */
const wellBefore = words('as very pretty quite so really real too how fairly extremely particularly reasonably equally perfectly works work worked working goes go went going gone doing do does did done know knows knew performs performed fits fit scales scaled sells sold get got is are be been am not feel feels felt speaks speak it them him her us well-');
/** "well done", "well known", "well before": a modifier of what follows. */
const wellAfter = words('done known defined established aware said put played before over above within below under beyond past after ahead spent written designed prepared organized organised being tested documented enough');
/** After these, "well" still opens a clause. */
const opensClause = words('and but so because or oh yeah yes no okay right sure then now');

const at = (lexemes: readonly Lexeme[], index: number): string => lexemes[index]?.form ?? '';
const joined = (lexemes: readonly Lexeme[], index: number): boolean => !breaksClause(lexemes[index]?.before ?? '.');

/** A question or a condition keeps its verb even when a pause follows: "do you know, by chance". */
const alwaysKnows = words('do did don\'t didn\'t if as thing can could');

function isYouKnow(lexemes: readonly Lexeme[], i: number): boolean {
  const before = at(lexemes, i - 1);
  const boundBefore = i > 0 && joined(lexemes, i);
  const boundAfter = i + 2 < lexemes.length && joined(lexemes, i + 2);
  if (boundBefore && alwaysKnows.has(before)) return false;
  if (boundBefore && knowsBefore.has(before)) return breaksClause(lexemes[i + 1]?.after ?? '') && i + 2 < lexemes.length;
  return !(boundAfter && knowsAfter.has(at(lexemes, i + 2)));
}

function isIMean(lexemes: readonly Lexeme[], i: number): boolean {
  const boundBefore = i > 0 && joined(lexemes, i);
  const boundAfter = i + 2 < lexemes.length && joined(lexemes, i + 2);
  if (boundBefore && meansBefore.has(at(lexemes, i - 1))) return false;
  if (!boundAfter) return true;
  const after = at(lexemes, i + 2);
  if (after === 'by') return false;
  // "I mean it." is the verb; in "I mean it was late" another clause begins.
  return after !== 'it' || (i + 3 < lexemes.length && joined(lexemes, i + 3));
}

function isClauseInitialWell(lexemes: readonly Lexeme[], i: number, afterFiller: boolean): boolean {
  const boundBefore = i > 0 && joined(lexemes, i);
  const boundAfter = i + 1 < lexemes.length && joined(lexemes, i + 1);
  if (boundAfter && wellAfter.has(at(lexemes, i + 1))) return false;
  if (!boundBefore || afterFiller) return true;
  if (wellBefore.has(at(lexemes, i - 1))) return at(lexemes, i - 1) === 'so' && boundAfter && /^(?:i|we|he|she|they|you|it)$/.test(at(lexemes, i + 1));
  return opensClause.has(at(lexemes, i - 1));
}

/** Noun uses: "this kind of problem", "what sort of". */
const kindBefore = words('this that these those what which some any every each the a an same one two other another all different certain new right best only first');

function possibleFiller(lexemes: readonly Lexeme[], i: number): number {
  const boundBefore = i > 0 && joined(lexemes, i);
  const boundAfter = i + 1 < lexemes.length && joined(lexemes, i + 1);
  switch (at(lexemes, i)) {
    case 'actually': case 'basically': case 'literally': return 1;
    // "So, um, deletion …", not "So there was a conflict" and not "so large".
    case 'so': return !boundAfter && i + 1 < lexemes.length && (!boundBefore || opensClause.has(at(lexemes, i - 1))) ? 1 : 0;
    case 'okay': case 'ok': return boundBefore || boundAfter ? 0 : 1;
    case 'right': return boundBefore || boundAfter ? 0 : 1;
    case 'just': return boundAfter ? 1 : 0;
    case 'oh': return 1;
    case 'let': return !boundBefore && at(lexemes, i + 1) === 'me' && at(lexemes, i + 2) === 'see' && !(i + 3 < lexemes.length && joined(lexemes, i + 3)) ? 3 : 0;
    case 'kind': case 'sort': return at(lexemes, i + 1) === 'of' && boundAfter && !(boundBefore && kindBefore.has(at(lexemes, i - 1))) ? 2 : 0;
    default: return 0;
  }
}

/** Fillers in order, none overlapping another. */
export function findFillers(lexemes: readonly Lexeme[]): Filler[] {
  const fillers: Filler[] = [];
  const add = (kind: FillerKind, from: number, length: number): void => { fillers.push({ kind, from, to: from + length }); };
  for (let i = 0; i < lexemes.length; i += 1) {
    const form = at(lexemes, i);
    const previous = fillers.at(-1);
    const afterFiller = previous !== undefined && previous.to === i && previous.kind !== 'possible_filler';
    if (isFilledPause(form)) add('filled_pause', i, 1);
    else if (form === 'you' && at(lexemes, i + 1) === 'know' && joined(lexemes, i + 1) && isYouKnow(lexemes, i)) { add('discourse_marker', i, 2); i += 1; }
    else if (form === 'i' && at(lexemes, i + 1) === 'mean' && joined(lexemes, i + 1) && isIMean(lexemes, i)) { add('editing_term', i, 2); i += 1; }
    else if (form === 'well' && isClauseInitialWell(lexemes, i, afterFiller)) add('discourse_marker', i, 1);
    else if (form === 'like' && isFillerLike(lexemes, i, afterFiller)) add('discourse_marker', i, 1);
    else {
      const length = possibleFiller(lexemes, i);
      if (length > 0) { add('possible_filler', i, length); i += length - 1; }
    }
  }
  return fillers;
}
