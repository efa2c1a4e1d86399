import { unmeasured, withoutLooks, type Turn } from '@greenroom/contracts';
import { findRecording, findReport, listScoreOverrides, listTurns } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { openShare } from './open-share.ts';

export const readShared: Handler<'readShared'> = async (context, { params, request }) => {
  const { database } = context;
  const { share, interview } = await openShare(context, params.token, { view: request.method !== 'HEAD' });
  const shows = (what: (typeof share.scope)[number]) => share.scope.includes(what);
  const [report, overrides, turns, recording] = await Promise.all([
    shows('report') ? findReport(database, interview.id) : undefined,
    shows('report') ? listScoreOverrides(database, interview.id) : [],
    shows('transcript') ? listTurns(database, interview.id) : null,
    shows('recording') ? findRecording(database, interview.id) : undefined,
  ]);
  return {
    candidateName: share.candidateName,
    interview,
    scope: share.scope,
    expiresAt: share.expiresAt.toISOString(),
    report: report ?? null,
    overrides,
    turns: turns && turns.map(shows('report') ? withoutLooks : wordsOnly),
    recording: recording ?? null,
  };
};

/** Measures and marks are the report's: who was given the transcript alone does not see them. */
const wordsOnly = (turn: Turn): Turn => ({ ...unmeasured(turn), responseDelayMs: null });
