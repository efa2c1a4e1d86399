import type { resumeOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { readResumeAnalysis } from './analysis.ts';
import { analyzeResume } from './analyze.ts';
import { changeResume } from './change.ts';
import { deleteResume } from './delete.ts';
import { readResumeFile } from './file.ts';
import { listResumeAnalyses } from './list-analyses.ts';
import { listResumes } from './list.ts';
import { readResume } from './read.ts';
import { uploadResume } from './upload.ts';

export const resumeHandlers: HandlersOf<typeof resumeOperations> = { analyzeResume, changeResume, deleteResume, listResumeAnalyses, listResumes, readResume, readResumeAnalysis, readResumeFile, uploadResume };
