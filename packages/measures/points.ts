/** How far a text covers the points that a good answer makes: by stems of content words, or by kind for points about the answer's form. */
import { sentencesOf, type Range } from './lexemes.ts';
import { starOf, type StarPart } from './star.ts';
import { contentWordsOf, stemsOf } from './stems.ts';

export interface PointFinding {
  point: string;
  covered: boolean;
  /** Share of the point's content words that were said together, 0–1. */
  share: number;
  /** The sentence or two in which it was found; null when it was not. */
  range: Range | null;
}

/** A point counts as covered when this share of its stems is said within two sentences. */
const enoughShare = 0.5;

type Form = StarPart | 'number' | 'lesson' | 'reason';
/** Points that name no subject but a form ("a result with a number", "what you learned"). The first that fits. */
const forms: readonly [Form, RegExp][] = [
  ['lesson', /\b(?:lesson|learn(?:s|ed|t|ing)?|do(?:ne)? differently|reflect\w*|takeaway|hindsight)\b/i],
  ['number', /\b(?:numbers?|metrics?|figures?|quantif\w+|measurable|percent\w*)\b/i],
  ['result', /\b(?:results?|outcomes?|impact|what came of it|how it ended|consequences?)\b/i],
  ['task', /\b(?:task|responsibilit\w+|their role|your role|own role|own part|what was at stake)\b/i],
  ['action', /\b(?:actions?|steps|what (?:you|they|i|the candidate) (?:\w+ )?did|own contribution)\b/i],
  ['situation', /\b(?:situation|context|background|setting|(?:specific|concrete|real) (?:example|case|story|situation|mistake|project|conflict))\b/i],
  ['reason', /\b(?:reasons?|why|motivation|motives?)\b/i],
];
const spokenNumber = /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|percent|half|twice|double[ds]?|tripled?|dozen)\b/i;
const formCues: Readonly<Record<'number' | 'lesson' | 'reason', RegExp>> = {
  number: spokenNumber,
  lesson: /\b(?:i|we) (?:\w+ )?(?:learned|learnt|realised|realized)\b|\b(?:the lesson|next time|looking back|in hindsight|since then|from then on|i should have|i would (?:now )?(?:do|have)|now i always|it taught me|if i did it again)\b/i,
  reason: /\b(?:because|since (?!then)|so that|the reason|that is why|that's why|attracts? me|i (?:really )?(?:like|want|enjoy|care about|believe)|what (?:excites|interests|drives) me)\b/i,
};

/** Words of points that say nothing about the subject ("explains that …", "a clear example of …"). */
const pointWords = stemsOf('names explains describes mentions gives says shows states tells clear clearly concrete specific good example own candidate answer point least something someone real');

function formOf(point: string): Form | undefined {
  return forms.find(([, pattern]) => pattern.test(point))?.[0];
}

const wholeRange = (first: Range | undefined, last: Range | undefined): Range | null => (first === undefined ? null : { start: first.start, end: (last ?? first).end });

/**
 * For each expected point: is it covered, and where. By stems and a short list of synonyms, so that word forms and common
 * synonyms count; at least half of the point's content words must be said within two neighbouring sentences, and how
 * often changes nothing. Points about form ("a result with a number", "what was learned", "why") are found by their cues.
 */
export function pointsCovered(text: string, expectedPoints: readonly string[]): PointFinding[] {
  const sentences = sentencesOf(text);
  const said = sentences.map(({ start, end }) => stemsOf(text.slice(start, end)));
  const star = starOf(text);
  return expectedPoints.map((point) => {
    const wanted = new Set(contentWordsOf(point).map((word) => word.stem).filter((stem) => !pointWords.has(stem)));
    let best: { share: number; first: number; last: number } = { share: 0, first: 0, last: 0 };
    sentences.forEach((_, index) => {
      const one = said[index] ?? new Set<string>();
      const next = said[index + 1] ?? new Set<string>();
      const hits = [...wanted].filter((stem) => one.has(stem)).length;
      const both = [...wanted].filter((stem) => one.has(stem) || next.has(stem)).length;
      const inOne = wanted.size === 0 ? 0 : hits / wanted.size;
      const inBoth = wanted.size === 0 ? 0 : both / wanted.size;
      if (inOne > best.share) best = { share: inOne, first: index, last: index };
      if (inBoth > best.share && hits > 0 && index + 1 < sentences.length) best = { share: inBoth, first: index, last: index + 1 };
    });
    if (best.share >= enoughShare && wanted.size > 0) return { point, covered: true, share: best.share, range: wholeRange(sentences[best.first], sentences[best.last]) };
    const form = formOf(point);
    if (form === undefined) return { point, covered: false, share: best.share, range: null };
    const cue = form === 'number' || form === 'lesson' || form === 'reason' ? formCues[form] : undefined;
    const range = cue === undefined ? star[form as StarPart].ranges[0] : sentences.find(({ start, end }) => cue.test(text.slice(start, end)));
    return { point, covered: range !== undefined, share: range === undefined ? best.share : 1, range: range ?? null };
  });
}
