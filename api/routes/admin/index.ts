import type { adminOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { changeUser } from './change-user.ts';
import { checkProviders } from './check-providers.ts';
import { listFailedWorkflows } from './list-failed-workflows.ts';
import { listRunningInterviews } from './list-running-interviews.ts';
import { listUsers } from './list-users.ts';
import { readParts } from './read-parts.ts';

export const adminHandlers: HandlersOf<typeof adminOperations> = { changeUser, checkProviders, listFailedWorkflows, listRunningInterviews, listUsers, readParts };
