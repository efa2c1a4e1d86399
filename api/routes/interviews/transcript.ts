import { unmeasured, withoutLooks } from '@greenroom/contracts';
import { findRecording, findUserById, listTurns } from '@greenroom/database';
import { sendUnlessKnown } from '../../http/known-version.ts';
import { alreadySent, type Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { plainText } from '../../transcripts/plain-text.ts';
import { webVtt } from '../../transcripts/web-vtt.ts';
import { askedFormat } from './asked-format.ts';

const media = { json: 'application/json', vtt: 'text/vtt', txt: 'text/plain' } as const;

/** The name of this way of following among a coach's sockets. */
const reading = 'transcript';

export const readTranscript: Handler<'readTranscript'> = async ({ database, events, listeners }, { caller, interview, query, relation, request, response }) => {
  const format = askedFormat(request, response, query.format, media);
  const running = interview.status === 'in_progress';
  if (running && relation !== 'own') {
    // Whoever reads along follows it: the candidate sees that, for half a minute from each reading.
    await events.listening.follows(interview.id, caller.userId, reading).catch((cause: unknown) => {
      throw new ProblemError('unavailable', 'The candidate cannot be told at the moment that you read along. Try again soon, or when the interview is over.', { cause });
    });
    void listeners.changed(interview.id);
  }
  const stored = await listTurns(database, interview.id);
  // As on the live socket: who reads while speaking how it is measured would speak to that.
  const turns = running ? stored.map(relation === 'own' ? unmeasured : withoutLooks) : stored;
  if (format === 'json') return { turns };
  const candidateName = (await findUserById(database, interview.userId))?.fullName ?? '';
  const recording = format === 'vtt' ? await findRecording(database, interview.id) : undefined;
  const text = format === 'vtt' ? webVtt(turns, { candidateName, offsetSeconds: recording?.offsetSeconds ?? 0 }) : plainText(turns, { interview, candidateName });
  response.set('content-disposition', `inline; filename="transcript.${format}"`);
  sendUnlessKnown(request, response, `${media[format]}; charset=utf-8`, text);
  return alreadySent;
};
