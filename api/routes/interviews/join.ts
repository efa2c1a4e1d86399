import { listening, may, roomRights, type RoomEntry } from '@greenroom/contracts';
import { findUserById } from '@greenroom/database';
import { interviewOver } from '../../interview-start.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** A token for a room that is open. It is the start that opens it, and only the candidate starts. */
export const joinInterview: Handler<'joinInterview'> = async ({ database, events, rooms }, { interview, relation, caller, body, log }) => {
  const entry: RoomEntry = relation === 'own' ? 'candidate' : body.mode === 'speak' ? 'speaking' : 'listening';
  // As it is now: an access token is up to a quarter of an hour older than what has become of its account.
  const person = await findUserById(database, caller.userId);
  if (person === undefined || person.disabledAt !== null) throw new ProblemError('not-signed-in', 'This account no longer exists, or has been disabled.');
  if (!may(person.role, relation, roomRights[entry].action)) throw new ProblemError('not-allowed', 'Your role does not let you do this.');
  if (interview.mode === 'typed') throw new ProblemError('no-room', 'It is typed: follow it on the live socket.');
  if (interview.status === 'pending') throw new ProblemError('interview-not-started', 'The room opens when the candidate starts the interview.');
  if (interview.status !== 'in_progress') throw interviewOver(interview);
  log.info({ 'interview.id': interview.id, 'event.action': entry }, 'Somebody gets a token for the room');
  // LiveKit tells of the arrival; should that be lost, it is seen with the next look. Nobody comes in unseen: while it cannot be noted, no coach does.
  if (entry !== 'candidate') {
    await events.listening.lookAgainAt(interview.id, Date.now() + listening.everyMs).catch((cause: unknown) => {
      throw new ProblemError('unavailable', 'The candidate cannot be told at the moment that you listen, so you cannot come in. Try again soon.', { cause });
    });
  }
  return entry === 'candidate' ? rooms.candidateAccess(interview.id, person) : rooms.coachAccess(interview.id, person, entry);
};
