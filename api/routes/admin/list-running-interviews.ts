import { listRunningInterviews as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listRunningInterviews: Handler<'listRunningInterviews'> = async ({ database }) => ({ items: await list(database) });
