/**
 * What to ask after an answer. Locally by rules (below); with a language model by the model (`follow-up-model.ts`).
 * Every rule reacts to what was said: an answer far too short, a missing STAR part, a claim without a number, and last a
 * ready-made probe of the question, tied to something that the candidate mentioned.
 */
import type { Plan, Question } from '@greenroom/contracts';
import { starOf } from '@greenroom/measures';
import { mention } from './mention.ts';

export interface FollowUpContext {
  plan: Plan;
  question: Question;
  /** Oldest first; the last one is the answer just heard. */
  exchanges: readonly { asked: string; answer: string }[];
  /** How many follow-ups this question had. */
  followUps: number;
  secondsLeft: number;
}

export interface FollowUpSource {
  /**
   * The follow-up to ask, or undefined to go on to the next question.
   * @param how `speculative`: it may be thrown away, so nobody is told anything
   * @throws the signal's reason when the caller gave up
   */
  propose(context: FollowUpContext, signal?: AbortSignal, how?: { speculative?: boolean }): Promise<string | undefined>;
}

/** Fewer words than this are no answer to an open question (an interview answer runs to 100–300 words). */
export const shortAnswerWords = 18;
/** A follow-up is asked only when at least this much of the question's time is left. */
const leastSecondsLeft = 20;

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const asksForExperience = (question: Question): boolean => /\b(tell me about|describe|give me an example|an example of|a time when|a situation|a mistake|a conflict|a project)\b/i.test(question.text);

const numberWord = /\d|\b(half|twice|double[ds]?|tripled?|dozen|hundred|thousand|million|billion|percent|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|weekly|daily|hourly)\b/i;
const claimWord = /\b(increas|reduc|improv|sped up|faster|cheaper|grew|cut|saved|decreas|lower|boost|significant|a lot (more|less|fewer))/i;

const starQuestions = {
  situation: 'What was the situation at the time?',
  task: 'What was your own part in it?',
  action: 'What did you yourself do?',
  result: 'What came out of it in the end?',
} as const;

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const followUpRules: FollowUpSource = {
  propose: ({ plan, question, exchanges, followUps, secondsLeft }) => Promise.resolve(proposeByRules({ plan, question, exchanges, followUps, secondsLeft })),
};

function proposeByRules({ plan, question, exchanges, followUps, secondsLeft }: FollowUpContext): string | undefined {
  const latest = exchanges.at(-1)?.answer ?? '';
  const all = exchanges.map((exchange) => exchange.answer).join(' ');
  const asked = exchanges.map((exchange) => exchange.asked);
  const fresh = (text: string | undefined): string | undefined => (text !== undefined && !asked.some((earlier) => earlier.endsWith(text)) ? text : undefined);
  if (secondsLeft < leastSecondsLeft) return undefined;

  if (wordsIn(latest) < shortAnswerWords) {
    return followUps === 0 ? 'Could you tell me a little more about that? A concrete example would help.' : undefined;
  }
  if (plan.type === 'behavioral' && asksForExperience(question)) {
    const star = starOf(all);
    const missing = (['action', 'result', 'situation'] as const).find((part) => !star[part].covered);
    const next = missing === undefined ? undefined : fresh(starQuestions[missing]);
    if (next !== undefined) return next;
  }
  const unproven = latest.split(/(?<=[.!?])\s+/).find((sentence) => claimWord.test(sentence) && !numberWord.test(sentence));
  const howMuch = fresh('By how much, roughly?');
  if (unproven !== undefined && howMuch !== undefined) {
    const said = mention(unproven);
    return said === undefined ? howMuch : `You said that ${lower(said)}. ${howMuch}`;
  }
  if (followUps > 0) return undefined;
  const probe = fresh(question.probes[0]);
  if (probe === undefined) return undefined;
  const said = mention(latest);
  return said === undefined ? probe : `You said that ${lower(said)}. ${probe}`;
}
