import { ProblemError } from '../../problems.ts';

/** An access token outlives its account by at most 15 minutes. */
export function accountGone(): never {
  throw new ProblemError('not-signed-in', 'This account no longer exists.');
}
