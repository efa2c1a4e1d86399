import { askApi } from '#lib/server/api.ts';
import { readingOf } from '#lib/report/reading.ts';
import type { PageServerLoad } from './$types';
import { failShared, tokenOf } from './shown.ts';

export const load: PageServerLoad = async (event) => {
  const answer = await askApi(event, 'readShared', { params: { token: tokenOf(event.params.token) } });
  if (!answer.ok) failShared(answer.problem);
  const { candidateName, interview, scope, expiresAt, report, overrides, turns, recording } = answer.reply;
  const { type, role, level, duration, startedAt } = interview;
  return {
    candidateName, expiresAt, scope, report, overrides,
    interview: { type, role, level, duration, heldAt: startedAt },
    turns: turns?.map(readingOf) ?? null,
    recording: scope.includes('recording') ? recording : undefined,
  };
};
