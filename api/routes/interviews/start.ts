import { countRunning, findInterview, findUserById, startInterview as start } from '@greenroom/database';
import { interviewOver, workflowInput } from '../../interview-start.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** One candidate holds one interview; a few more are those that were left open. Each takes a recorder and an interviewer. */
const mostRunning = 5;

/**
 * Room, clock, workflow, token. Each step may be repeated, so that a call that failed half-way, was made twice, or two
 * at once lead to the same state: one room, one clock, one workflow.
 */
export const startInterview: Handler<'startInterview'> = async (context, { interview, caller, log }) => {
  const { database, rooms, workflows, interviewTimes } = context;
  if (interview.status !== 'pending' && interview.status !== 'in_progress') throw interviewOver(interview);
  const candidate = await findUserById(database, caller.userId);
  if (candidate === undefined) throw new ProblemError('not-signed-in', 'This account no longer exists.');

  if (interview.status === 'pending' && (await countRunning(database, caller.userId)) >= mostRunning) {
    throw new ProblemError('too-many', `You have ${mostRunning} interviews running. End one of them first.`);
  }
  if (interview.mode === 'spoken') await rooms.open(interview.id);
  const clockStartedAt = await start(database, interview.id, Date.now());
  if (clockStartedAt === undefined) throw interviewOver((await findInterview(database, interview.id)) ?? interview);
  const state = await workflows.start(workflowInput(interview, clockStartedAt, interviewTimes));
  if (state === 'over') throw interviewOver((await findInterview(database, interview.id)) ?? interview);
  log.info({ 'interview.id': interview.id }, interview.status === 'pending' ? 'Interview started' : 'Candidate gets a fresh token');
  // Coaches may have been there before there was a clock.
  void context.listeners.changed(interview.id);
  if (interview.mode === 'typed') return { mode: 'typed' };
  return rooms.candidateAccess(interview.id, candidate);
};
