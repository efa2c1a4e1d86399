/**
 * Something that a person can mend. The message says in one line what is wrong and what to do about it; no stack trace is shown.
 */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** Says which folder is full and how to move it, or gives back the error as it is. */
export function explainDiskError(error: unknown, folder: string, variable: string | undefined): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const move = variable === undefined ? 'Free some space there.' : `Free some space there, or set ${variable} to a folder on another disk.`;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StackError(`The disk that holds ${folder} is full. ${move}`);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new StackError(`${folder} cannot be written (${code}). ${variable === undefined ? 'Check its owner.' : `Check its owner, or set ${variable} to another folder.`}`);
  return error;
}
