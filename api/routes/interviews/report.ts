import { findRecording, findUserById, listScoreOverrides } from '@greenroom/database';
import { sendUnlessKnown } from '../../http/known-version.ts';
import { alreadySent, type Handler } from '../../operation.ts';
import { existingReport } from '../../report-availability.ts';
import { reportPdf } from '../../report-pdf/index.ts';
import { askedFormat } from './asked-format.ts';

const media = { json: 'application/json', pdf: 'application/pdf' } as const;

export const readReport: Handler<'readReport'> = async (context, { interview, query, request, response }) => {
  const { database } = context;
  const format = askedFormat(request, response, query.format, media);
  const report = await existingReport(context, interview);
  const [overrides, recording] = await Promise.all([listScoreOverrides(database, interview.id), findRecording(database, interview.id)]);
  if (format === 'json') return { report, scores: report.scores, overrides, recording: recording ?? null };

  const candidate = await findUserById(database, interview.userId);
  const file = await reportPdf({ interview, report, overrides, candidateName: candidate?.fullName ?? '' });
  const day = (interview.startedAt ?? interview.createdAt).slice(0, 10);
  response.set('content-disposition', `inline; filename="interview-report-${day}.pdf"`);
  sendUnlessKnown(request, response, media.pdf, file);
  return alreadySent;
};
