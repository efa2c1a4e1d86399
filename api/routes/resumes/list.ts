import { listResumes as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { listed } from './with-text.ts';

export const listResumes: Handler<'listResumes'> = async ({ database }, { caller }) => ({ items: (await list(database, caller.userId)).map(listed) });
