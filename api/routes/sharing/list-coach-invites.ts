import { listCoachInvites as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listCoachInvites: Handler<'listCoachInvites'> = async ({ database }, { caller }) => ({ items: await list(database, caller.userId) });
