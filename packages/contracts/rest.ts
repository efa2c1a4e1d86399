/** Every REST operation, from one file per area. The API, its documentation, the web's client and the tests read it. */
import { accountOperations } from './rest/account.ts';
import { adminOperations } from './rest/admin.ts';
import { analyticOperations } from './rest/analytics.ts';
import { authOperations } from './rest/auth.ts';
import { interviewOperations } from './rest/interviews.ts';
import { liveOperations } from './rest/live.ts';
import { questionOperations } from './rest/questions.ts';
import { resumeOperations } from './rest/resumes.ts';
import { sharingOperations } from './rest/sharing.ts';
import { systemOperations } from './rest/system.ts';

export * from './rest/account.ts';
export * from './rest/admin.ts';
export * from './rest/analytics.ts';
export * from './rest/auth.ts';
export * from './rest/interviews.ts';
export * from './rest/live.ts';
export * from './rest/operation.ts';
export * from './rest/questions.ts';
export * from './rest/resumes.ts';
export * from './rest/sharing.ts';
export * from './rest/system.ts';

export const operations = {
  ...systemOperations,
  ...authOperations,
  ...accountOperations,
  ...interviewOperations,
  ...liveOperations,
  ...sharingOperations,
  ...questionOperations,
  ...resumeOperations,
  ...analyticOperations,
  ...adminOperations,
} as const;
export type OperationName = keyof typeof operations;
