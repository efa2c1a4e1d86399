import { findExport } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const readExport: Handler<'readExport'> = async ({ database }, { caller, params }) => (await findExport(database, caller.userId, params.id)) ?? noExport();

export function noExport(): never {
  throw new ProblemError('not-found', 'You have no export with this id. POST /api/v1/account/export has one made.');
}
