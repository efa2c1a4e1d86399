/** Base of everything that can go wrong with stored files; `retryable` says whether the same call may succeed later. */
export class FilesError extends Error {
  override readonly name: string = 'FilesError';
  readonly retryable: boolean = false;
}

export class FileNotFoundError extends FilesError {
  override readonly name = 'FileNotFoundError';
}

/** The range asked for lies outside the file. */
export class RangeNotSatisfiableError extends FilesError {
  override readonly name = 'RangeNotSatisfiableError';
}

/** The store answered that we may not (wrong key, missing right, no bucket): someone has to mend the settings. */
export class FilesRefusedError extends FilesError {
  override readonly name = 'FilesRefusedError';
}

/** There is no key to encrypt with, or the one that a file was encrypted with is not in the settings: someone has to mend them. */
export class EncryptionKeyMissingError extends FilesError {
  override readonly name = 'EncryptionKeyMissingError';
}

/** The file is not what was stored: changed, cut, swapped with another one, or never encrypted here. */
export class FileTamperedError extends FilesError {
  override readonly name = 'FileTamperedError';
}

/** No answer, too late, or a server error. */
export class FilesUnavailableError extends FilesError {
  override readonly name = 'FilesUnavailableError';
  override readonly retryable = true;
}

interface S3Failure {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Turns the S3 client's errors into ours. */
export function filesError(cause: unknown, what: string): FilesError {
  if (cause instanceof FilesError) return cause;
  const failure = cause as S3Failure;
  const status = failure.$metadata?.httpStatusCode;
  const message = `${what}: ${failure.name ?? 'error'}${failure.message === undefined ? '' : ` (${failure.message})`}`;
  if (failure.name === 'InvalidRange' || status === 416) return new RangeNotSatisfiableError(message, { cause });
  if (failure.name === 'NoSuchBucket') return new FilesRefusedError(`${message}. Create the bucket, or correct S3_BUCKET.`, { cause });
  if (failure.name === 'NoSuchKey' || status === 404) return new FileNotFoundError(message, { cause });
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429) return new FilesRefusedError(message, { cause });
  return new FilesUnavailableError(message, { cause });
}
