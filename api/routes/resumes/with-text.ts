import type { ResumeWithText } from '@greenroom/contracts';
import type { StoredResume } from '@greenroom/database';
import { findSections } from '@greenroom/resumes';
import { ProblemError } from '../../problems.ts';

/** With its sections, and without its place in the store. */
export function withText({ fileKey: _fileKey, ...resume }: StoredResume): ResumeWithText {
  return { ...resume, sections: findSections(resume.text) };
}

/** The same for one that is not there and for someone else's. */
export const noResume = (): ProblemError => new ProblemError('not-found', 'You have no résumé with this id.');
