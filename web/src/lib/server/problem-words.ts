import type { Problem } from '@greenroom/contracts';

/** What a form shows for a problem of the API: beside the fields that it names, else above the form. */
export function formProblem(problem: Problem): { wrong: Record<string, string>; message: string | undefined } {
  const wrong = Object.fromEntries((problem.errors ?? []).map(({ path, message }) => [path, message]));
  return { wrong, message: Object.keys(wrong).length > 0 ? undefined : (problem.detail ?? problem.title) };
}
