import { listShareLinks } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listShares: Handler<'listShares'> = async ({ database }, { interview }) => ({ items: await listShareLinks(database, interview.id) });
