import { listInterviews as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listInterviews: Handler<'listInterviews'> = async ({ database }, { caller }) => ({ items: await list(database, caller.userId) });
