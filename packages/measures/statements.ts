/**
 * What was said about a question, sentence by sentence, and which of it counts. A sentence said again, one addressed to
 * the judge, flattery, and what has nothing to do with the question or with work are kept in the transcript and quoted
 * from never: they can neither raise a score nor stand as evidence.
 */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { sentencesOf } from './lexemes.ts';
import { contentWordsOf, stemOf } from './stems.ts';
import { relatesTo, topicOf, type SaidWord } from './topic.ts';

/** Why a statement does not count. */
export type Discount = 'repeated' | 'to_the_judge' | 'off_topic';

export interface Statement {
  turn: Turn;
  /** Character range in the turn's text. */
  start: number;
  end: number;
  text: string;
  /** Content words without names, as stems, in order. */
  stems: string[];
  discount: Discount | null;
}

const judge = [
  /\b(?:ignore|disregard|forget|override)\b[^.?!]{0,40}\b(?:instructions?|rules|prompts?|criteria|guidelines)\b/i,
  /^(?:(?:please|now|so|just|and|okay|ok|hey|dear|judge|assistant)[, ]+)*(?:(?:you (?:should|must|can|could|have to|need to|will)|i (?:want|need|ask|order|would like) you to) )?(?:\w+ly )?(?:give|award|assign|rate|score|grade|mark|evaluate|output|return|print|respond)\b[^.?!]*\b(?:scores?|points?|marks?|answer|response|candidate|rating|grade|hundred|\d+|five|ten|excellent|perfect|me|this)\b/i,
  /\b(?:full|perfect|maximum|max|highest|top|best possible) (?:score|marks?|points?|rating|grade)\b/i,
  /\b(?:deserves?|worth|scores?|rated?) (?:a |an |the |me )?(?:five|ten|hundred|\d+|full|perfect|highest|excellent|top)\b/i,
  /\b(?:as an? (?:ai|language model|judge|evaluator)|language model|system (?:prompt|message|override)|you are (?:now )?(?:an? |the )?(?:judge|evaluator|grader|assistant|ai|model))\b/i,
  /\b(?:this|that|mine|my answer|the answer above|the above|it) (?:is|was) (?:clearly |really |truly |just )?(?:an? |the )?(?:excellent|perfect|outstanding|great|best|amazing|ideal|model|exemplary|flawless|complete) (?:answer|response|reply|example of an answer)\b/i,
];
const flattery = [
  /\b(?:you are|you're|you were|you seem) (?:(?:a|an|the|such|so|really|very|truly|clearly|by far) )*(?:great|brilliant|wonderful|amazing|excellent|kind|smart|best|fantastic|impressive|lovely|nice|genius|clever|incredible|awesome|fair|wise|beautiful|talented|most)\b/i,
  /\b(?:great|excellent|good|wonderful|lovely|interesting|fantastic|brilliant|amazing|thoughtful) question\b/i,
  /\b(?:thank you|thanks)\b[^.?!]{0,40}\b(?:asking|having me|question|opportunity|time|interview|meeting)\b/i,
  /\b(?:best|most (?:brilliant|amazing|impressive|professional)|favou?rite) (?:interviewer|interview|recruiter|company i have ever)\b/i,
  /\b(?:at the end of the day,? it is what it is|needless to say|as i (?:already )?said|let me think|let me see|that is (?:all|it)|that covers it)\b/i,
];

/** Two statements are the same when their stems overlap this much (Jaccard). */
const sameShare = 0.8;

function isRepeated(stems: readonly string[], earlier: readonly Statement[]): boolean {
  const own = new Set(stems);
  if (own.size < 2) return false;
  return earlier.some((statement) => {
    const other = new Set(statement.stems);
    const both = [...own].filter((stem) => other.has(stem)).length;
    return both / (own.size + other.size - both) >= sameShare;
  });
}

/** Capitals in the middle of a sentence are names: a person's, a place's or a product's. What is named changes no score. */
function wordsWithoutNames(sentence: string): SaidWord[] {
  return contentWordsOf(sentence).filter(({ lexeme }) => lexeme.start === 0 || !/^\p{Lu}/u.test(sentence.slice(lexeme.start, lexeme.end))).map(({ stem, lexeme }) => ({ stem, form: lexeme.form }));
}

/** A pronoun at the beginning carries the sentence before on: "It was awful." */
const carriesOn = /^(?:(?:and|but|so|then|um,?|uh,?|well,?) )*(?:\w+ )?(?:it|that|this|these|those|he|she|they)\b/i;
const longestCarriedOn = 12;
/** Numbers and times are in every text; they link nothing. */
const linksNothing = new Set('zero two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million percent half second minute hour day night morning week month year time new old good big long end last next first'.split(' ').map(stemOf));

/** The candidate's statements on a question, in order, each with whether it counts. Asides count for nothing. */
export function statementsOf(plan: Plan, question: Question, turns: readonly Turn[]): Statement[] {
  const own = turns.filter((turn) => turn.questionId === question.id);
  const followUps = own.filter((turn) => turn.speaker !== 'candidate').map((turn) => turn.text);
  const topic = topicOf(plan, question, followUps);
  const statements: Statement[] = [];
  for (const turn of own) {
    if (turn.speaker !== 'candidate' || turn.kind !== 'answer') continue;
    for (const { start, end } of sentencesOf(turn.text)) {
      const text = turn.text.slice(start, end);
      const words = wordsWithoutNames(text);
      const stems = words.map(({ stem }) => stem);
      const plain = text.replaceAll('’', "'");
      const toTheJudge = [...judge, ...flattery].some((pattern) => pattern.test(plain));
      const discount = toTheJudge ? 'to_the_judge' : isRepeated(stems, statements) ? 'repeated' : relatesTo(topic, words) ? null : 'off_topic';
      statements.push({ turn, start, end, text, stems, discount });
    }
  }
  const linked = new Set<string>();
  const accept = (statement: Statement): void => {
    statement.discount = null;
    for (const stem of statement.stems) if (!linksNothing.has(stem) && !/^\d/.test(stem)) linked.add(stem);
  };
  for (const statement of counted(statements)) accept(statement);
  // What shares words with an accepted statement belongs to it, and so on; then what follows one with a pronoun.
  for (let changed = true; changed; ) {
    changed = false;
    for (const statement of statements) {
      if (statement.discount !== 'off_topic' || new Set(statement.stems.filter((stem) => linked.has(stem))).size < Math.max(2, statement.stems.length / 4)) continue;
      accept(statement);
      changed = true;
    }
  }
  const followers = statements.filter((statement, index) => statement.discount === 'off_topic' && statements[index - 1]?.discount === null && statement.stems.length <= longestCarriedOn && carriesOn.test(statement.text));
  for (const statement of followers) accept(statement);
  return statements;
}

export const counted = (statements: readonly Statement[]): Statement[] => statements.filter((statement) => statement.discount === null);

/** Different content words that count; what an answer's length is judged by, since repeating adds none. */
export const evidenceSize = (statements: readonly Statement[]): number => new Set(counted(statements).flatMap((statement) => statement.stems)).size;
