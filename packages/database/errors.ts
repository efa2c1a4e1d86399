import pg from 'pg';

/** The schema could not be brought up to date; nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly retryable = false;
}

export class EmailTakenError extends Error {
  override readonly name = 'EmailTakenError';
  readonly retryable = false;
}

/** Whoever asks was signed out meanwhile, everywhere or here; an access token works on for some minutes. */
export class SignInEndedError extends Error {
  override readonly name = 'SignInEndedError';
  readonly retryable = false;
}

export class InterviewNotFoundError extends Error {
  override readonly name = 'InterviewNotFoundError';
  readonly retryable = false;
}

/** The interview has no clock yet: `startInterview` comes first. */
export class InterviewNotStartedError extends Error {
  override readonly name = 'InterviewNotStartedError';
  readonly retryable = false;
}

/** SQLSTATEs after which the same query may succeed: lost connection, too many of them, shutting down, out of resources, serialization. */
const passing = /^(08|53|57P0[123]|40001|40P01)/;

/** True when the database was not reached or could not take the query now, so that a retry may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? '');
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code) || /connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}

const uniqueViolation = '23505';
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === uniqueViolation;
}
