import { listResumes as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listResumes: Handler<'listResumes'> = async ({ database }, { caller }) => ({ items: await list(database, caller.userId) });
