/** What of a good answer was said so far: the rule by which the report lists points and parts of a story. */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { pointsCovered } from './points.ts';
import { starOf, starParts } from './star.ts';
import { counted, statementsOf, type Statement } from './statements.ts';

/** Does the question ask for a story? Then its answer is also looked at for situation, task, action and result. */
export function asksForStory(plan: Pick<Plan, 'type'>, question: Pick<Question, 'text'>): boolean {
  if (/\b(?:introduce yourself|about yourself|your background|why do you want|where do you see)\b/i.test(question.text)) return false;
  const story = /\b(?:tell me about|describe|give (?:me|us) an example|an example of|a time (?:when|you)|a situation|a mistake|a conflict|walk me through a)\b/i.test(question.text);
  return story && (plan.type === 'behavioral' || /\b(?:a time|you (?:made|did|had|led|were|disagreed|failed|worked)|your own|an example)\b/i.test(question.text));
}

/** Statements as one text: those of one turn joined by a space, turns by a line break, so that no sentence runs over two turns. */
const joined = (statements: readonly Statement[]): string => statements.map((statement, index) => (index === 0 ? '' : statements[index - 1]?.turn === statement.turn ? ' ' : '\n') + statement.text).join('');

interface SaidPoint {
  /** An expected point of the question, or `Situation`, `Task`, `Action`, `Result`. */
  point: string;
  covered: boolean;
}

const named = (part: string): string => part.charAt(0).toUpperCase() + part.slice(1);

/**
 * The parts of a story (when the question asks for one) and the question's expected points, each with whether the candidate's
 * turns on it say it. Only statements that count are looked at, as in the report: unrelated text and flattery cover nothing.
 */
export function coverageOf(plan: Plan, question: Question, turns: readonly Turn[]): SaidPoint[] {
  const text = joined(counted(statementsOf(plan, question, turns)));
  const star = starOf(text);
  const parts = asksForStory(plan, question) ? starParts.map((part) => ({ point: named(part), covered: star[part].covered })) : [];
  return [...parts, ...pointsCovered(text, question.expectedPoints).map(({ point, range }) => ({ point, covered: range !== null }))];
}
