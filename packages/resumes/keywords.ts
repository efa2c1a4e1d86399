/**
 * Keyword coverage: what a job description asks for, looked up in the résumé.
 *
 * **match_score** = 100 · Σ weight·credit / Σ weight, rounded, over all keywords; weight 2 for what is required and 1 for
 * what is nice to have; credit 1 for the same words or another name of the same skill, 0.8 for another form of the same words
 * ("designing services" for "service design"), 0 for what is not found. Null without keywords. It is arithmetic over words: it
 * does not say how good anyone is at any of them.
 */
import { stemmer } from 'stemmer';
import type { KeywordCoverage, ResumeMatch } from '@greenroom/contracts';
import { findSkills, type Span } from './find-skills.ts';
import { readJobDescription, type Importance, type Requirement } from './job-description.ts';
import { quoteAt } from './quote.ts';

const weights = { required: 2, nice_to_have: 1 } as const satisfies Record<Importance, number>;
const credits = { exact: 1, alias: 1, stem: 0.8 } as const;
const mostKeywords = 60;
/** Terms that the dictionary does not know; more of them would be noise. */
const mostTerms = 15;
/** A requirement of so few words is one term: "Designing component libraries". */
const wordsOfTerm = 4;
/** Words that may stand between those of a term: "design of a component library". */
const mostBetween = 3;

interface Keyword {
  keyword: string;
  importance: Importance;
  start: number;
  end: number;
  /** Undefined for a term that is no skill of the dictionary. */
  skill: string | undefined;
}

export function coverKeywords(text: string, jobDescription: string, skillLists: readonly Span[]): ResumeMatch {
  const requirements = readJobDescription(jobDescription);
  const wanted = [...skillsAskedFor(requirements), ...termsAskedFor(requirements)].slice(0, mostKeywords);
  const mentions = findSkills(text, skillLists);
  const words = stemmedWords(text);
  const keywords = wanted.map(({ keyword, importance, start, end, skill }): KeywordCoverage => {
    const askedIn = quoteAt(jobDescription, start, end) ?? { start, end, quote: keyword };
    const own = mentions.filter((mention) => skill !== undefined && mention.skill.name === skill);
    if (own.length > 0) {
      const same = own.filter(({ written }) => written.toLowerCase() === keyword.toLowerCase());
      const shown = same.length > 0 ? same : own;
      return { keyword, importance, askedIn, found: same.length > 0 ? 'exact' : 'alias', evidence: shown.slice(0, 3).flatMap((mention) => quoteAt(text, mention.start, mention.end) ?? []) };
    }
    const phrase = findPhrase(text, words, keyword);
    return { keyword, importance, askedIn, found: phrase?.found ?? null, evidence: phrase === undefined ? [] : [quoteAt(text, phrase.start, phrase.end)].filter((quote) => quote !== undefined) };
  });
  return { keywords, ...scored(keywords) };
}

function scored(keywords: readonly KeywordCoverage[]): Pick<ResumeMatch, 'score' | 'explanation' | 'required' | 'niceToHave'> {
  const share = (importance: Importance) => {
    const of = keywords.filter((keyword) => keyword.importance === importance);
    return { found: of.filter(({ found }) => found !== null).length, of: of.length };
  };
  const [required, niceToHave] = [share('required'), share('nice_to_have')];
  const total = keywords.reduce((sum, { importance }) => sum + weights[importance], 0);
  if (total === 0) return { score: null, explanation: 'The job description names nothing that could be looked for.', required, niceToHave };
  const reached = keywords.reduce((sum, { importance, found }) => sum + (found === null ? 0 : weights[importance] * credits[found]), 0);
  const otherForms = keywords.filter(({ found }) => found === 'stem').length;
  const explanation = `${required.found} of ${required.of} required keywords (counted twice) and ${niceToHave.found} of ${niceToHave.of} nice-to-have ones were found${otherForms === 0 ? '' : `, ${otherForms} of them in another form (counted as 0.8)`}.`;
  return { score: Math.round((100 * reached) / total), explanation, required, niceToHave };
}

/** Each skill once, where it is asked for most firmly. */
function skillsAskedFor(requirements: readonly Requirement[]): Keyword[] {
  const found = new Map<string, Keyword>();
  for (const { text, start, importance } of requirements) {
    for (const mention of findSkills(text)) {
      const earlier = found.get(mention.skill.name);
      if (earlier !== undefined && (earlier.importance === 'required' || importance === 'nice_to_have')) continue;
      found.set(mention.skill.name, { keyword: mention.written.replace(/\s+/g, ' '), importance, start: start + mention.start, end: start + mention.end, skill: mention.skill.name });
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Words that every job description holds; a name is none of them. */
const everyday = new Set(
  'you your we our us the a an and or of in on for with to as at by is are be have has will would can must should may this that these those it its from into about experience experienced years year knowledge skills skill ability strong good great excellent solid proven work working team teams role job position candidate candidates company business degree bachelor master bsc msc phd university equivalent related field required preferred plus bonus minimum least must nice including e.g i.e etc other new fluent native written spoken proficiency understanding familiarity background using use understand join looking ideally monday friday europe usa uk us remote office hybrid report reports welcome hiring manager full-time part-time what who how why when where if not no all any more than own also responsibilities requirements qualifications'.split(' '),
);

const leadIn = /^(?:(?:and|or|an?|the|valid|strong|good|solid|some|proven)\s+)*(?:(?:experience|knowledge|understanding|familiarity|proficiency|background|expertise)\s+(?:with|in|of)\s+)?/i;

/** Names in the middle of a sentence ("our Hyperledger network"), up to three capitalised words in a row; and requirements of a few words. */
function termsAskedFor(requirements: readonly Requirement[]): Keyword[] {
  const found = new Map<string, Keyword>();
  for (const { text, start, importance, asks } of requirements) {
    if (!asks) continue;
    const taken = findSkills(text);
    const content = text.replace(leadIn, '').replace(/[.,:;!?]+$/, '');
    const words = content.split(/\s+/);
    if (taken.length === 0 && words.length >= 2 && words.length <= wordsOfTerm && !words.some((word) => everyday.has(word.toLowerCase()) || /\d/.test(word))) {
      const at = start + text.indexOf(content);
      found.set(content.toLowerCase(), { keyword: content, importance, start: at, end: at + content.length, skill: undefined });
      continue;
    }
    for (const match of text.matchAll(/(?<=[\p{Ll}\p{N},:(/]\s?)(?<![.!?]\s)\b\p{Lu}[\p{L}\p{N}+#-]+(?:[ -]\p{Lu}[\p{L}\p{N}+#-]+){0,2}|^\p{Lu}{3,}\b/gu)) {
      const [term] = match;
      const plain = term.toLowerCase();
      const overlaps = taken.some((mention) => mention.start < match.index + term.length && mention.end > match.index);
      if (overlaps || plain.length < 3 || plain.split(' ').every((word) => everyday.has(word))) continue;
      const earlier = found.get(plain);
      if (earlier === undefined || (earlier.importance === 'nice_to_have' && importance === 'required')) found.set(plain, { keyword: term, importance, start: start + match.index, end: start + match.index + term.length, skill: undefined });
    }
  }
  for (const requirement of requirements.filter(({ asks }) => asks)) {
    for (const item of itemsOf(requirement)) {
      // "BLS certification" instead of "BLS".
      for (const [plain, { start, end }] of found) if (start >= item.start && end <= item.end) found.delete(plain);
      found.set(item.keyword.toLowerCase(), item);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start).slice(0, mostTerms);
}

/** Two or three words each, between the commas of a list: "critical care, patient assessment, health records". */
function itemsOf({ text, start, importance }: Requirement): Keyword[] {
  const pieces = [...text.matchAll(/[^,()]+/g)];
  if (pieces.length < 3) return [];
  return pieces.flatMap((piece): Keyword[] => {
    const content = piece[0].trim().replace(leadIn, '').replace(/[.:!?]+$/, '');
    const words = content.split(/\s+/);
    const plain = words.every((word) => /^[\p{L}][\p{L}\p{N}+#'-]*$/u.test(word) && !everyday.has(word.toLowerCase()));
    if (words.length < 2 || words.length > 3 || !plain || findSkills(content).length > 0) return [];
    const at = start + piece.index + piece[0].indexOf(content);
    return [{ keyword: content, importance, start: at, end: at + content.length, skill: undefined }];
  });
}

interface StemmedWord { form: string; stem: string; start: number; end: number }
const stemmedWords = (text: string): StemmedWord[] =>
  [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}+#]*(?:['’][\p{L}]+)?/gu)].map((match) => {
    const form = match[0].toLowerCase();
    return { form, stem: stemmer(form), start: match.index, end: match.index + match[0].length };
  });

/** The phrase as it is, or its words' stems close to each other, in any order. */
function findPhrase(text: string, words: readonly StemmedWord[], phrase: string): { found: 'exact' | 'stem'; start: number; end: number } | undefined {
  const wanted = stemmedWords(phrase);
  if (wanted.length === 0) return undefined;
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    const here = words.slice(at, at + wanted.length);
    const [first, last] = [here[0], here.at(-1)];
    if (first === undefined || last === undefined || /\n/.test(text.slice(first.start, last.end).replace(/\n(?=\S)/, ' '))) continue;
    if (here.every(({ form }, index) => form === wanted[index]?.form)) return { found: 'exact', start: first.start, end: last.end };
  }
  for (let at = 0; at < words.length; at += 1) {
    const first = words[at];
    const near = words.slice(at, at + wanted.length + mostBetween);
    const used = wanted.map(({ stem }) => near.find((word) => word.stem === stem));
    if (first === undefined || !wanted.some(({ stem }) => stem === first.stem) || used.includes(undefined)) continue;
    const end = Math.max(...used.map((word) => word?.end ?? 0));
    if (!/\n\n/.test(text.slice(first.start, end))) return { found: 'stem', start: first.start, end };
  }
  return undefined;
}
