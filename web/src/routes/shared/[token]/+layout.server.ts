import { readingOf } from '#lib/report/reading.ts';
import { soundOf } from '#lib/report/server/sound.ts';
import { askApi } from '#lib/server/api.ts';
import type { LayoutServerLoad } from './$types';
import { peaksOf } from './asked-once.ts';
import { failShared, tokenOf } from './shown.ts';

/** Once for report and replay: the link counts how often it was opened, not how often somebody went to and fro in it. */
export const load: LayoutServerLoad = async (event) => {
  const token = tokenOf(event.params.token);
  const answer = await askApi(event, 'readShared', { params: { token } });
  if (!answer.ok) failShared(answer.problem);
  const { candidateName, interview, scope, expiresAt, report, overrides, turns, recording } = answer.reply;
  const { type, role, level, duration, startedAt } = interview;
  const shown = scope.includes('recording') ? recording : undefined;
  return {
    candidateName, expiresAt, scope, report, overrides,
    interview: { type, role, level, duration, heldAt: startedAt },
    turns: turns?.map(readingOf) ?? null,
    recording: shown,
    sound: await soundOf(shown ?? null, () => peaksOf(event, token)),
  };
};
