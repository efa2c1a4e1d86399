import { findRecording, findUserById, listTurns } from '@greenroom/database';
import { sendUnlessKnown } from '../../http/known-version.ts';
import { alreadySent, type Handler } from '../../operation.ts';
import { plainText } from '../../transcripts/plain-text.ts';
import { webVtt } from '../../transcripts/web-vtt.ts';
import { askedFormat } from './asked-format.ts';

const media = { json: 'application/json', vtt: 'text/vtt', txt: 'text/plain' } as const;

export const readTranscript: Handler<'readTranscript'> = async ({ database }, { interview, query, request, response }) => {
  const format = askedFormat(request, response, query.format, media);
  const turns = await listTurns(database, interview.id);
  if (format === 'json') return { turns };
  const candidateName = (await findUserById(database, interview.userId))?.fullName ?? '';
  const recording = format === 'vtt' ? await findRecording(database, interview.id) : undefined;
  const text = format === 'vtt' ? webVtt(turns, { candidateName, offsetSeconds: recording?.offsetSeconds ?? 0 }) : plainText(turns, { interview, candidateName });
  response.set('content-disposition', `inline; filename="transcript.${format}"`);
  sendUnlessKnown(request, response, `${media[format]}; charset=utf-8`, text);
  return alreadySent;
};
