/** Résumés: read from files, taken apart, judged by rules, matched against a job description. */
export { withoutContact } from './contact.ts';
export { safeFileName } from './file-name.ts';
export { limits as fileLimits } from './reading/limits.ts';
export { FileProblem, type FileProblemKind } from './reading/problem.ts';
export { createResumeReader, ReaderBusyError, ReaderFailedError, type ReaderOptions, type ResumeReader } from './reading/reader.ts';
export type { ReadResume } from './reading/read.ts';
export { findSections } from './sections.ts';
export { analyseResume, type AnalysisInput } from './analyse.ts';
export { readJobDescription, type Requirement } from './job-description.ts';
export { passagesOf } from './passages.ts';
export { findQuote, quoteAt } from './quote.ts';
