import { downloadApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireSignedIn(event);
  const { body } = await downloadApi(event, 'readReport', { params: event.params, query: { format: 'pdf' } });
  return new Response(body, { headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="greenroom-report-${event.params.id.slice(0, 8)}.pdf"` } });
};
