import type { Tone } from '@greenroom/contracts';
import vader from 'vader-sentiment';
import { sentencesOf } from './lexemes.ts';

export interface SentenceTone {
  /** Character range in the text. */
  start: number;
  end: number;
  tone: Tone;
}

const known = new Map<string, Tone>();
const mostKnown = 2_000;

const labelled = (negative: number, neutral: number, positive: number): Tone => {
  const label = neutral >= negative && neutral >= positive ? 'neutral' : positive >= negative ? 'positive' : 'negative';
  return { negative, neutral, positive, label };
};

/**
 * VADER's `compound` (−1…1) as three shares that sum to 1. A lexicon gives a strength, no probability: how polar a
 * sentence is rises with |compound| along a logistic curve that crosses one half at 0.3; the sign's share of that grows
 * from one half (compound 0) to all. The curve is ours and monotone, not calibrated on labelled speech.
 */
function toneOfCompound(compound: number): Tone {
  const strength = Math.abs(compound);
  const polar = 1 / (1 + Math.exp(-10 * (strength - 0.3)));
  const own = polar * Math.min(1, 0.5 + strength);
  return compound >= 0 ? labelled(polar - own, 1 - polar, own) : labelled(own, 1 - polar, polar - own);
}

/**
 * Words that VADER, made from social media, takes for feelings and that at work name the subject: "we cut errors by half"
 * is no complaint. They are left out; "awful", "frustrating", "proud" stay.
 */
const subjects = /\b(?:errors?|bugs?|risks?|fail(?:s|ed|ures?)?|crash(?:e[sd])?|outages?|defects?|incidents?|mistakes?|problems?|issues?|critical|deadlocks?|deadlines?|conflicts?|disput(?:es?|ed)|disagreed?|disagreements?|cut|lost|stop(?:s|ped)?|blocked|killed|dead|legacy|debt|attacks?|threats?|fraud)\b/gi;

function toneOfSentence(sentence: string): Tone {
  const found = known.get(sentence);
  if (found !== undefined) return found;
  const tone = toneOfCompound(vader.SentimentIntensityAnalyzer.polarity_scores(sentence.replace(subjects, 'it')).compound);
  if (known.size >= mostKnown) known.clear();
  known.set(sentence, tone);
  return tone;
}

/** The tone of each sentence, in order. */
export const tonesOf = (text: string): SentenceTone[] => sentencesOf(text).map(({ start, end }) => ({ start, end, tone: toneOfSentence(text.slice(start, end)) }));

/**
 * The tone of the words of a text: shares for negative, neutral and positive (0–1, summing to 1), the mean over its
 * sentences weighted by their length. Source: VADER (Hutto & Gilbert 2014), macro-recall 57.0 on TweetEval: it informs,
 * and is no part of any score. Text without words is neutral.
 */
export function toneOf(text: string): Tone {
  let length = 0;
  let negative = 0;
  let neutral = 0;
  let positive = 0;
  for (const { start, end, tone } of tonesOf(text)) {
    const weight = end - start;
    length += weight;
    negative += weight * tone.negative;
    neutral += weight * tone.neutral;
    positive += weight * tone.positive;
  }
  return length === 0 ? labelled(0, 1, 0) : labelled(negative / length, neutral / length, positive / length);
}
