/** Which question is worth another try. */
import type { Report } from '@greenroom/contracts';

/** The answer with the fewest points that has something to change; undefined when nothing was asked. */
export function questionToPractise({ questions }: Pick<Report, 'questions'>): { questionId: string; number: number } | undefined {
  const numbered = questions.map(({ questionId, content, claims }, i) => ({ questionId, number: i + 1, value: content.value, open: claims.some(({ kind }) => kind === 'improvement') }));
  // An answer too short to judge is the one to try first.
  const rank = ({ value, open }: (typeof numbered)[number]) => (value ?? -1) + (open ? 0 : 200);
  const first = numbered.toSorted((a, b) => rank(a) - rank(b))[0];
  return first && { questionId: first.questionId, number: first.number };
}
