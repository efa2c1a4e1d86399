/** Errors as the wire sees them: RFC 9457 problems with a stable type, and whether the same request may succeed later. */
import type { Problem } from '@greenroom/contracts';
import { isDatabaseUnavailable } from '@greenroom/database';
import { EventsUnavailableError } from '@greenroom/events';
import { EncryptionKeyMissingError, FilesUnavailableError } from '@greenroom/files';
import { FileProblem, ReaderBusyError, ReaderFailedError } from '@greenroom/resumes';

/** Every stable `type`, `/problems/<kind>`: served as a page at that address (problem-pages.ts). */
export const problemKinds = {
  'invalid-request': { status: 400, title: 'The request is not valid', retryable: false },
  'not-signed-in': { status: 401, title: 'You are not signed in', retryable: false },
  'wrong-credentials': { status: 401, title: 'E-mail or password is wrong', retryable: false },
  'sign-in-again': { status: 401, title: 'Sign in once more', retryable: false },
  'session-over': { status: 401, title: 'This session is over', retryable: false },
  'wrong-signature': { status: 401, title: 'The signature is wrong', retryable: false },
  'not-allowed': { status: 403, title: 'You may not do this', retryable: false },
  'account-disabled': { status: 403, title: 'This account is disabled', retryable: false },
  'origin-not-allowed': { status: 403, title: 'This site may not use the cookie', retryable: false },
  'address-not-valid': { status: 403, title: 'This address does not work (any more)', retryable: false },
  'not-found': { status: 404, title: 'Not found', retryable: false },
  'not-ready': { status: 404, title: 'It is not ready yet', retryable: true },
  'method-not-allowed': { status: 405, title: 'This method is not known here', retryable: false },
  'being-deleted': { status: 409, title: 'This account is being removed', retryable: false },
  'no-password': { status: 409, title: 'This account has no password', retryable: false },
  'no-room': { status: 409, title: 'This interview has no room', retryable: false },
  'own-invitation': { status: 409, title: 'This is your own invitation', retryable: false },
  'too-many': { status: 409, title: 'There are too many of these already', retryable: false },
  'already-led': { status: 409, title: 'Another coach leads this interview', retryable: true },
  'not-leading': { status: 409, title: 'You do not lead this interview', retryable: false },
  'only-typed': { status: 409, title: 'This is for typed interviews', retryable: false },
  'interview-over': { status: 409, title: 'This interview is over', retryable: false },
  'interview-not-started': { status: 409, title: 'This interview has not been started', retryable: false },
  'link-not-valid': { status: 410, title: 'This link does not work (any more)', retryable: false },
  'too-large': { status: 413, title: 'The request is too large', retryable: false },
  'not-json': { status: 415, title: 'Send JSON, in UTF-8', retryable: false },
  'unsupported-file': { status: 415, title: 'Files of this kind are not taken', retryable: false },
  'range-not-satisfiable': { status: 416, title: 'The range lies outside the file', retryable: false },
  'idempotency-under-way': { status: 409, title: 'The first request with this key is still being answered', retryable: true },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request', retryable: false },
  'own-account': { status: 409, title: 'This is your own account', retryable: false },
  'file-empty': { status: 422, title: 'The file is empty', retryable: false },
  'file-damaged': { status: 422, title: 'The file is damaged', retryable: false },
  'file-encrypted': { status: 422, title: 'The file is protected with a password', retryable: false },
  'file-unsafe': { status: 422, title: 'The file holds more than a document should', retryable: false },
  'file-too-complex': { status: 422, title: 'The file takes too much to read', retryable: false },
  'resume-without-text': { status: 422, title: 'There is no text to read in the file', retryable: false },
  'resume-too-long': { status: 422, title: 'The résumé is too long', retryable: false },
  'not-a-resume': { status: 422, title: 'This does not look like a résumé', retryable: false },
  'rate-limited': { status: 429, title: 'Too many requests', retryable: true },
  'enough-letters': { status: 429, title: 'Enough letters have been sent for now', retryable: true },
  unavailable: { status: 503, title: 'A part that this needs is not available', retryable: true },
  internal: { status: 500, title: 'Something went wrong on our side', retryable: false },
} as const;
export type ProblemKind = keyof typeof problemKinds;

interface Details {
  errors?: Problem['errors'];
  headers?: Record<string, string>;
  cause?: unknown;
}

/** Thrown by a route to answer with a problem. `detail` is for a person: what happened, and what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Record<string, string>;

  constructor(kind: ProblemKind, detail: string, { errors, headers = {}, cause }: Details = {}) {
    super(detail, { cause });
    this.problem = { type: `/problems/${kind}`, ...problemKinds[kind], detail, ...(errors === undefined ? {} : { errors }) };
    this.headers = this.problem.status === 503 ? { 'retry-after': '2', ...headers } : headers;
  }
}

/** A part (rooms, workflows) that did not answer. The request may be repeated. */
export class PartUnavailableError extends Error {
  override readonly name = 'PartUnavailableError';
  readonly retryable = true;
}

/** What Express's body parser throws. */
interface BodyError extends Error {
  type?: string;
}

/** Every error becomes a problem; what is ours alone (a message, a stack) stays in the log. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDatabaseUnavailable(error)) return new ProblemError('unavailable', 'The database is not available. Try again in a moment.', { cause: error });
  if (error instanceof FilesUnavailableError) return new ProblemError('unavailable', 'The file store is not available. Try again in a moment.', { cause: error });
  if (error instanceof EventsUnavailableError) return new ProblemError('unavailable', 'Live events are not available at the moment. Try again soon.', { cause: error });
  if (error instanceof FileProblem) return new ProblemError(error.kind, error.message);
  if (error instanceof ReaderBusyError) return new ProblemError('unavailable', error.message, { cause: error });
  if (error instanceof ReaderFailedError) return new ProblemError('unavailable', 'The file could not be read now. Try again in a moment.', { cause: error });
  if (error instanceof EncryptionKeyMissingError) return new ProblemError('unavailable', 'Files cannot be encrypted or decrypted here at the moment. Whoever runs this server finds the reason in its log.', { cause: error });
  if (error instanceof PartUnavailableError) return new ProblemError('unavailable', error.message, { cause: error });
  if (error instanceof URIError) return new ProblemError('invalid-request', 'The address is not correctly encoded.');
  switch ((error as BodyError | undefined)?.type) {
    case 'entity.parse.failed':
      return new ProblemError('invalid-request', 'The body is not valid JSON.');
    case 'entity.too.large':
      return new ProblemError('too-large', 'The body is longer than this takes.');
    case 'request.aborted':
    case 'request.size.invalid':
      return new ProblemError('invalid-request', 'The body ended before its announced length.');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ProblemError('not-json', 'The body is encoded in a way that is not understood here.');
    default:
      return new ProblemError('internal', 'It has been logged with the number of this request.', { cause: error });
  }
}
