import type { Resume, ResumeWithText } from '@greenroom/contracts';
import type { StoredResume } from '@greenroom/database';
import { findSections } from '@greenroom/resumes';
import { ProblemError } from '../../problems.ts';

/** As it is listed: without its text and without its place in the store. */
export function listed({ text: _text, readability: _readability, fileKey: _fileKey, ...resume }: StoredResume): Resume {
  return resume;
}

export function withText(resume: StoredResume): ResumeWithText {
  return { ...listed(resume), text: resume.text, sections: findSections(resume.text), readability: resume.readability };
}

/** The same for one that is not there and for someone else's. */
export const noResume = (): ProblemError => new ProblemError('not-found', 'You have no résumé with this id.');
