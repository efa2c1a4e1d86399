/** What can become of an order besides being taken on. */
import type { Problem } from '@greenroom/contracts';

/** The server refused the order, or did not answer it: `problem.detail` says to a person what to do. */
export class OrderRefused extends Error {
  readonly problem: Problem;
  /** False: the server never got it. True without an answer: it may have been carried out; sending it again with the same `id` is safe. */
  readonly sent: boolean;
  constructor(problem: Problem, sent: boolean) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.sent = sent;
  }
}

/** A problem that no server had to tell. */
export function localProblem(title: string, detail: string, retryable: boolean, status = 503): Problem {
  return { type: 'about:blank', title, detail, retryable, status };
}

/** For a person, from whatever was thrown. */
export const problemText = (error: unknown): string => (error instanceof OrderRefused ? error.message : 'Something went wrong on this page. Load it again; what you typed is kept.');
