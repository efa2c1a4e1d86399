/** Every operation of the contract has its handler; one that is forgotten is a type error. */
import type { Handlers } from '../operation.ts';
import { accountHandlers } from './account/index.ts';
import { adminHandlers } from './admin/index.ts';
import { analyticHandlers } from './analytics/index.ts';
import { authHandlers } from './auth/index.ts';
import { interviewHandlers } from './interviews/index.ts';
import { liveHandlers } from './live/index.ts';
import { questionHandlers } from './questions/index.ts';
import { resumeHandlers } from './resumes/index.ts';
import { sharingHandlers } from './sharing/index.ts';
import { systemHandlers } from './system/index.ts';

export const handlers: Handlers = {
  ...systemHandlers,
  ...authHandlers,
  ...accountHandlers,
  ...interviewHandlers,
  ...liveHandlers,
  ...sharingHandlers,
  ...questionHandlers,
  ...resumeHandlers,
  ...analyticHandlers,
  ...adminHandlers,
};
