import { findAccount } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { accountGone } from './gone.ts';

export const readAccount: Handler<'readAccount'> = async ({ database }, { caller }) => (await findAccount(database, caller.userId)) ?? accountGone();
