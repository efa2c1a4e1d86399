/** What a model judge gets to read of an answer, and the way back from its quotes to the transcript. */
import type { Evidence, Plan, Turn } from '@greenroom/contracts';
import type { Statement } from '@greenroom/measures';
import { findQuote } from './evidence.ts';

export interface JudgedText {
  /** One entry per answer turn: its sentences, without repeated ones and ones addressed to the judge, names hidden. */
  turns: { turnSeq: number; text: string }[];
  /** The place of a model's quote in the transcript; undefined when it is not there character for character. */
  find(quote: string, turnSeq: number): Evidence | undefined;
}

const hiddenName = '[name]';
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * The candidate's own name is hidden, so that it cannot change a judgement. A quote over a hidden name is searched with
 * the name put back.
 */
export function judgedText(plan: Plan, statements: readonly Statement[]): JudgedText {
  const names = plan.candidateName.split(/\s+/).filter((name) => name.length > 1);
  const pattern = names.length === 0 ? undefined : new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${names.map(escaped).join('|')})(?![\p{L}\p{N}])`, 'gu');
  const shown = (text: string): string => (pattern === undefined ? text : text.replaceAll(pattern, hiddenName));
  const turns: Turn[] = [...new Set(statements.map((statement) => statement.turn))];
  const readable = (turn: Turn): string => statements.filter((statement) => statement.turn === turn && statement.discount !== 'repeated' && statement.discount !== 'to_the_judge').map((statement) => shown(statement.text)).join(' ');
  return {
    turns: turns.map((turn) => ({ turnSeq: turn.seq, text: readable(turn) })).filter(({ text }) => text !== ''),
    find: (quote, turnSeq) => {
      const direct = findQuote(turns, quote, turnSeq);
      if (direct !== undefined || !quote.includes(hiddenName)) return direct;
      return [...names, plan.candidateName].map((name) => findQuote(turns, quote.replaceAll(hiddenName, name), turnSeq)).find((evidence) => evidence !== undefined);
    },
  };
}
