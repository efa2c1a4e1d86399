/** The workflows of this service. The exported names are the workflow types. */
export { drawPeaks } from './draw-peaks.ts';
export { eraseInterview } from './erase-interview.ts';
export { interview } from './interview.ts';
export { accountDeletion } from './account-deletion.ts';
export { accountExport } from './account-export.ts';
export { resumeAnalysis } from './resume-analysis.ts';
export { retention } from './retention.ts';
export { sendMail } from './send-mail.ts';
export { weeklyProgress } from './weekly-progress.ts';
