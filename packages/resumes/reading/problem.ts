/** Why a file cannot be taken as a résumé. `message` is for its owner: what is wrong, and what to do. It never holds the file's words. */
export const fileProblemKinds = [
  'too-large', 'unsupported-file', 'file-empty', 'file-damaged', 'file-encrypted', 'file-unsafe', 'file-too-complex', 'resume-without-text', 'resume-too-long', 'not-a-resume',
] as const;
export type FileProblemKind = (typeof fileProblemKinds)[number];

export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  /** The same file will be refused again. */
  readonly retryable = false;
  readonly kind: FileProblemKind;

  constructor(kind: FileProblemKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
