/** The two sentences above a report, and the one thing to practise next. */
import type { Measures, QuestionReport } from '@greenroom/contracts';
import type { RuledClaim, Topic } from './claims.ts';

/** Characters of a quote inside the summary. */
const longestSummaryQuote = 90;

/** The most useful first: what to practise when several are as frequent. */
const advice: readonly (readonly [Topic, (count: number, of: number) => string])[] = [
  ['result', (count, of) => `Practise ending each story with what came of it and one number; the result was missing in ${count} of ${of} answers.`],
  ['action', (count, of) => `Practise telling what you did yourself in three steps; it was missing in ${count} of ${of} answers.`],
  ['own_part', (count, of) => `Practise saying “I” for your own part; ${count} of ${of} answers only said “we”.`],
  ['number', (count, of) => `Prepare one number for each story: how much, how many, how long. It was missing in ${count} of ${of} answers.`],
  ['short', (count, of) => `Practise answering with one concrete example; ${count} of ${of} answers had fewer than 40 words on the question.`],
  ['fillers', (count, of) => `Practise a silent breath where a filler would come; ${count} of ${of} answers had more than 5 a minute.`],
  ['hedges', (count, of) => `Say one answer again without “I think”, “maybe” and “I guess”; you hedged in ${count} of ${of} answers.`],
  ['pace', (count, of) => `Read one answer aloud at 150 words a minute; ${count} of ${of} answers were outside 120 to 200.`],
  ['points', (count, of) => `Take one question and say its missing point aloud; ${count} of ${of} answers left one out.`],
  ['focus', (count, of) => `Start with the sentence that answers the question; ${count} of ${of} answers wandered off it.`],
  ['repetition', (count, of) => `Say each thing once; ${count} of ${of} answers repeated a sentence.`],
];

/** One thing to practise: the improvement that occurs in most answers. Null when nothing could be scored. */
export function nextPracticeOf(perQuestion: readonly (readonly RuledClaim[])[], questions: readonly QuestionReport[]): string | null {
  const scored = questions.filter((question) => question.content.value !== null).length;
  if (scored === 0) return null;
  const counts = advice.map(([topic, say]) => ({ say, count: perQuestion.filter((claims) => claims.some((each) => each.topic === topic && each.claim.kind === 'improvement')).length }));
  const best = counts.reduce((chosen, each) => (each.count > chosen.count ? each : chosen), { say: (): string => 'Answer the same questions once more and keep the results and numbers; compare the two reports.', count: 0 });
  return best.say(best.count, perQuestion.filter((_, index) => (questions[index]?.turnSeqs.length ?? 0) > 0).length);
}

/** Quotes inside the summary lose their own full stops, so that it stays at two sentences. */
function shortQuote(quote: string): string {
  const first = quote.split(/[.?!](?=\s|$)/)[0]?.trim() ?? '';
  if (first.length <= longestSummaryQuote) return first;
  const cut = first.lastIndexOf(' ', longestSummaryQuote);
  return `${first.slice(0, cut > 0 ? cut : longestSummaryQuote)}…`;
}

function duration(totalSeconds: number): string {
  const whole = Math.round(totalSeconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** At most two sentences: what was measured, and the strongest moment with the most frequent gap. */
export function summaryOf(questions: readonly QuestionReport[], measures: Measures | null, answered: number): string {
  if (answered === 0) return 'You answered none of the questions, so there is nothing to score.';
  const rates = measures === null || measures.speechRateWpm === null ? '' : `, speaking for ${duration(measures.speakingSeconds)} at ${Math.round(measures.speechRateWpm)} words a minute${measures.fillersPerMinute === null ? '' : ` with ${measures.fillersPerMinute.toFixed(1)} fillers a minute`}`;
  const first = `You answered ${answered} of ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}${rates}.`;
  const claims = [...questions].sort((a, b) => b.star.length - a.star.length).flatMap((question) => question.claims);
  const strength = claims.find((claim) => claim.kind === 'strength')?.evidence[0];
  // A filler is no reason to go back to an answer; what was said is.
  const toWorkOn = questions.findIndex((question) => question.claims.some((claim) => claim.kind === 'improvement' && (claim.dimension === 'content' || claim.dimension === 'clarity')));
  const next = toWorkOn < 0 ? '' : `the answer to work on first is the one to question ${toWorkOn + 1}`;
  if (strength !== undefined) return `${first} Your most concrete moment was “${shortQuote(strength.quote)}”${next === '' ? '' : `; ${next}`}.`;
  if (next !== '') return `${first} ${next.charAt(0).toUpperCase()}${next.slice(1)}.`;
  return first;
}
