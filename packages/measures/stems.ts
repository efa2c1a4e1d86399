/** Content words as stems, so that "reduced", "reducing" and "cut" can meet. A light stemmer and a short list of synonyms. */
import { isFilledPause } from './fillers.ts';
import { lexemesOf, type Lexeme } from './lexemes.ts';

const emptyWords = new Set(
  ('a about after again all also always am an and any anything are as at be because been before being both but by came can come could did do does doing done down each else even ever every few for from get gets getting go goes going gone got had has have having he her here hers him his how i if in into is it its itself just kind know let like lot made make makes making many may maybe me mean might mine more most much must my myself no nor not now of off oh ok okay on once one only onto or other our ours out over own per put quite really right said same say see she should since so some something sort still such sure than thank that the their them then there these they thing things this those though through to too up upon us use used uses using very was way we well went were what when where which while who whom why will with within would yeah yes yet you your yours ' +
    "i'm i've i'd i'll you're we're they're it's that's there's he's she's don't didn't doesn't wasn't weren't isn't aren't couldn't wouldn't shouldn't can't won't haven't hasn't hadn't we've they've let's what's").split(' '),
);

const irregular: Readonly<Record<string, string>> = Object.fromEntries(
  'led:lead built:build wrote:write written:write ran:run taught:teach found:find grew:grow grown:grow fell:fall fallen:fall broke:break broken:break chose:choose chosen:choose sold:sell bought:buy brought:bring thought:think took:take taken:take gave:give given:give spoke:speak spoken:speak lost:lose met:meet sent:send spent:spend kept:keep held:hold won:win began:begin begun:begin told:tell understood:understand paid:pay left:leave felt:feel children:child people:person women:woman men:man analyses:analysis criteria:criterion data:data business:business'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Each line is one meaning; its first word stands for all. General words of working life, no names of persons, places or products. */
const synonymLines = [
  'reduce cut lower decrease shrink drop halve', 'increase raise grow boost double triple', 'lead head manage supervise', 'improve enhance better optimise optimize', 'fix repair resolve solve mend correct',
  'error mistake fault slip', 'bug defect', 'problem issue trouble difficulty', 'conflict disagreement dispute argument disagree argue clash', 'team group crew', 'colleague coworker peer teammate', 'boss manager',
  'client customer', 'learn lesson takeaway', 'result outcome effect impact consequence', 'goal aim objective target', 'deadline due', 'start begin launch kick', 'finish complete end conclude', 'explain clarify describe',
  'help assist support', 'build create develop implement construct', 'ship release deploy deliver', 'test verify check validate', 'plan schedule roadmap', 'idea proposal suggestion propose suggest', 'decide choose decision choice', 'meet meeting',
  'fast quick rapid speedy', 'slow sluggish', 'cost expense price', 'money budget fund', 'trust rely confidence', 'ask request', 'listen hear', 'important crucial critical key essential', 'risk danger hazard', 'job role position', 'company firm employer organisation organization',
  'employee staff worker', 'train coach mentor', 'motivate motivation inspire', 'compromise agreement settle', 'feedback review criticism', 'measure metric number figure', 'outage incident downtime', 'rollback revert', 'monitor alert observe', 'cache caching', 'failure fail',
];

/** British and American spelling, plurals and endings fall together; the stem need not be a word. */
function cutEnding(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  let stem = word.replace(/'s$|'$/, '').replace(/isation(s?)$/, 'ization$1').replace(/is(e[ds]?|ing)$/, 'iz$1');
  if (stem.length > 4) stem = stem.replace(/sses$/, 'ss').replace(/ies$/, 'y').replace(/(?<=[^su])s$/, '');
  if (stem.length > 5) stem = stem.replace(/(?:ings?|ied|ed|ly)$/, '');
  if (stem.length > 5) stem = stem.replace(/(?:ations?|ments?|ness|able|ible|ers?|ors?|ions?|al|ive)$/, '');
  stem = stem.replace(/([^aeiouls])\1$/, '$1');
  stem = stem.length > 3 ? stem.replace(/[ei]$/, '').replace(/y$/, '') : stem;
  return stem.length > 5 ? stem.replace(/at$/, '') : stem;
}

const meaning = new Map<string, string>();
for (const line of synonymLines) {
  const stems = line.split(' ').map(cutEnding);
  for (const stem of stems) if (!meaning.has(stem)) meaning.set(stem, stems[0] ?? stem);
}

const known = new Map<string, string>();
const mostKnown = 20_000;

/** The stem of a lower-case word; synonyms from the list share one. */
export function stemOf(form: string): string {
  const found = known.get(form);
  if (found !== undefined) return found;
  const cut = cutEnding(form);
  const stem = meaning.get(cut) ?? cut;
  if (known.size >= mostKnown) known.clear();
  known.set(form, stem);
  return stem;
}

const isContentWord = (form: string): boolean => !emptyWords.has(form) && !isFilledPause(form) && !form.endsWith('-') && form.length > 1;

export interface ContentWord {
  stem: string;
  lexeme: Lexeme;
}

/** The words of a text that carry content, with their stems, in order. */
export const contentWordsOf = (text: string): ContentWord[] => lexemesOf(text).flatMap((lexeme) => (isContentWord(lexeme.form) ? [{ stem: stemOf(lexeme.form), lexeme }] : []));

/** The different stems of a text's content words. */
export const stemsOf = (text: string): Set<string> => new Set(contentWordsOf(text).map((word) => word.stem));
