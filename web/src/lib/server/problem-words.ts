import type { Problem } from '@greenroom/contracts';

/** A problem of the API in one sentence or two. */
export const problemWords = ({ detail, title }: Pick<Problem, 'detail' | 'title'>): string => detail ?? title;

/** What a form shows for a problem of the API: beside the fields that it names, else above the form. */
export function formProblem(problem: Problem): { wrong: Record<string, string>; message: string | undefined } {
  const wrong = Object.fromEntries((problem.errors ?? []).map(({ path, message }) => [path, message]));
  return { wrong, message: Object.keys(wrong).length > 0 ? undefined : problemWords(problem) };
}
