import type { interviewOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { addressRecording } from './address-recording.ts';
import { completeInterview } from './complete.ts';
import { createInterview } from './create.ts';
import { deleteInterview } from './delete.ts';
import { joinInterview } from './join.ts';
import { listInterviews } from './list.ts';
import { listListeners } from './listeners.ts';
import { readPeaks } from './peaks.ts';
import { readInterview } from './read.ts';
import { readRecording } from './recording.ts';
import { readReport } from './report.ts';
import { readTranscript } from './transcript.ts';
import { startInterview } from './start.ts';

export const interviewHandlers: HandlersOf<typeof interviewOperations> = {
  addressRecording, completeInterview, createInterview, deleteInterview, joinInterview, listInterviews, listListeners, readInterview, readPeaks, readRecording, readReport, readTranscript,
  startInterview,
};
