/** What kind of answer a question asks for, and for how long a silence after it is left alone. */
import type { Question } from '@greenroom/contracts';
import type { Intent } from './intents.ts';

/**
 * `brief`: yes or no, a figure, a name, a choice. `story`: something that happened, with its beginning and its end.
 * `explanation`: how something works or would be done, why, an opinion with its grounds.
 */
export type Expectation = 'brief' | 'story' | 'explanation';

const story = /\b(tell me (more )?about|tell me a little more|talk me through|walk me through|take me through|describe|share|recall|think of|give me) (a|an|the|one|some|your (biggest|hardest|worst|last|latest|proudest)|how you|what you did|something|any|another|that)\b|\b(a|an|the last|the first|another) (time|situation|occasion|moment|instance|example) (when|where|you|that|of|in which)\b|\bhave you ever\b|\bwhat happened\?|\bwhat was the situation\b|\bwhat did you (yourself )?do\b|\bhow did you (handle|deal|react|respond|resolve|solve|manage|convince|approach|go about|overcome|get)\b|\bintroduce yourself\b|\btell me about (yourself|your)\b|\bwhat came out of it\b|\ba concrete example\b/i;

/** Asked for in the words of a story, and none. */
const ofThings = /\b(describe|walk me through|talk me through|take me through) (the|a|an) (difference|trade-?offs?|process|steps|algorithm|protocol|life ?cycle|\w+ (handshake|process|algorithm|protocol|pattern|life ?cycle))\b/i;
const explanation = /\b(explain|why|how (does|do|would|could|should|can|might|is|are)|what (would|could|should) you|what is the difference|what are the (trade-?offs|advantages|drawbacks|differences|risks)|compare|design|difference between|what happens|in your own words|what do you think|what does .{1,40} mean|what makes|what motivates|how come)\b/i;

/** At its beginning, or after a comma: a verb that asks for yes or no. */
const yesOrNo = /^(?:(?:and|so|then|but|okay|just to be clear|briefly|in short|in one sentence|in a word)[, ]+)*(?:is|are|was|were|do|does|did|have|has|had|can|could|will|would|should|may|am)(?:n't)? (?:you|it|that|this|there|they|he|she|we|i|the|your|any|everyone|anybody|these|those)\b/i;
const figureOrName = /^(?:(?:and|so|then|but|okay)[, ]+)*(how (many|much|long|often|large|big|soon|old|far|high|quickly|late)|by how much|(in )?what (number|percentage|share|size|year|version|salary|was the name|is your (name|title|notice period|current \w+))|when (can|could|will)|where (are|is)|who|which (\w+ )?(language|languages|database|tool|tools|version|framework|company|team|year|role|one|course|school)\b|whose|on a scale|in one (word|sentence)|in a word|yes or no)\b/i;
/** Words at most; a longer request of that kind wants more than a figure. */
const briefRequestWords = 13;
const wantsMore = /\b(and|or) (what|how|when|where|why|which|who|on which|in which)\b/i;

/** A request that is put as a question of yes or no ("Can you explain…", "Could you tell me about a time…"). */
const politely = /^(?:(?:and|so|then|okay)[, ]+)*(?:can|could|would|will) you (?:please |maybe |perhaps )?(?=\w)/i;
const grounds = /\b(and|or) why\b|\bhow so\b|\bplease explain\b/i;

/** What is put last counts: "You said that you led the move. How long did it take?" asks for a figure. */
function lastRequest(text: string): string {
  const sentences = text.trim().split(/(?<=[.?!])\s+/);
  return sentences.findLast((sentence) => sentence.endsWith('?')) ?? sentences.at(-1) ?? text;
}

/**
 * @param asked the words that were put last: the question's own, or a follow-up's
 * @example expectationOf(question, 'By how much, roughly?') // 'brief'
 */
export function expectationOf(question: Pick<Question, 'text'>, asked: string): Expectation {
  const whole = (asked.trim() === '' ? question.text : asked).replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  if (ofThings.test(whole)) return 'explanation';
  // "Tell me about a failure. What did you learn?" asks for the story, although its last sentence does not.
  if (story.test(whole)) return 'story';
  const request = lastRequest(whole);
  const plain = request.replace(politely, '');
  if (grounds.test(whole)) return 'explanation';
  // "How many people would you need?": a figure, although "would you" is in it.
  const short = plain.split(' ').length <= briefRequestWords && !wantsMore.test(plain);
  if (short && figureOrName.test(plain)) return 'brief';
  if (explanation.test(plain)) return 'explanation';
  return short && plain === request && yesOrNo.test(request) ? 'brief' : 'explanation';
}

/** Seconds of silence before the gentle prompt, before the offer after it, and before moving on after that. */
const patience: Readonly<Record<Expectation, readonly [prompt: number, offer: number, moveOn: number]>> = {
  brief: [8, 9, 8],
  explanation: [12, 12, 10],
  // An example has to be found first.
  story: [15, 14, 12],
};

/**
 * How many seconds a candidate who has said nothing is left alone.
 * @param silences how often the interviewer has broken the silence on this question
 * @param asked the words that were put last
 */
export function patienceFor(question: Pick<Question, 'text'>, silences: number, asked = ''): number {
  const seconds = patience[expectationOf(question, asked)];
  return seconds[Math.min(Math.max(0, silences), seconds.length - 1)] ?? seconds[0];
}

/** After these words people often go on: "I do not really have an example. Well, there was …" */
export const mayGoOn = (intent: Intent): boolean => intent === 'dont_know' || intent === 'thinking';
