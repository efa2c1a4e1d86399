import type { BankQuestion } from '@greenroom/contracts';
import { stemsOf } from '@greenroom/measures/stems';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { bank, competenciesOf } from '../../questions/bank.ts';

export const listQuestionsByType: Handler<'listQuestionsByType'> = async (_context, { params, query }) => {
  const { level, competency, area, q, cursor, limit } = query;
  const wanted = q === undefined ? new Set<string>() : stemsOf(q);
  const found = bank[params.type].filter(
    (question) =>
      (level === undefined || question.levels.includes(level)) &&
      (competency === undefined || question.competency === competency.toLowerCase()) &&
      (area === undefined || question.area === area) &&
      (q === undefined || holds(question, q, wanted)),
  );
  const from = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && from === 0) throw new ProblemError('invalid-request', 'The address is not valid.', { errors: [{ path: 'cursor', message: 'This is no place in this list. Begin again without a cursor.' }] });
  const items = found.slice(from, from + limit);
  const last = items.at(-1);
  return { items, nextCursor: last === undefined || from + limit >= found.length ? null : last.id, total: found.length, competencies: competenciesOf(params.type) };
};

/** By stems; what has none ("of the") is looked for as it stands. */
function holds({ text, competency, expectedPoints, probes }: BankQuestion, q: string, wanted: ReadonlySet<string>): boolean {
  const all = [text, competency, ...expectedPoints, ...probes].join('. ');
  if (wanted.size === 0) return all.toLowerCase().includes(q.toLowerCase());
  const stems = stemsOf(all);
  return [...wanted].every((stem) => stems.has(stem));
}
