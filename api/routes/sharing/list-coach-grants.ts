import { listGrants } from '@greenroom/database';
import type { Handler } from '../../operation.ts';

export const listCoachGrants: Handler<'listCoachGrants'> = async ({ database }, { caller }) => {
  const grants = await listGrants(database, caller.userId);
  return { given: grants.filter(({ candidateId }) => candidateId === caller.userId), received: grants.filter(({ coachId }) => coachId === caller.userId) };
};
