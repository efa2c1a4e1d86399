import * as database from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listExports: Handler<'listExports'> = async (context, { caller }) => ({ items: await database.listExports(context.database, caller.userId) });
