import type { Problem } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { shownAnalysis } from './view.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { id } = event.params;
  const [resume, { items: analyses }] = await Promise.all([callApi(event, 'readResume', { params: { id } }), callApi(event, 'listResumeAnalyses', { params: { id } })]);
  const asked = event.url.searchParams.get('analysis');
  const chosen = analyses.find((each) => each.id === asked)?.id ?? analyses[0]?.id;
  const analysis = chosen !== undefined && uuid.test(chosen) ? await callApi(event, 'readResumeAnalysis', { params: { id: chosen } }) : undefined;
  return { resume, analyses, analysis: analysis && shownAnalysis(analysis, resume.text) };
};

type Part = 'text' | 'analysis' | 'delete';

/** What was sent, so that nothing typed is lost. */
interface Values {
  text?: string;
  jobDescription?: string;
  targetRole?: string;
}
const told = (part: Part, message: string | undefined, values: Values) => ({ part, message, values });

function refused(event: RequestEvent, part: Part, problem: Problem, values: Values = {}) {
  if (problem.status === 401) failPage(event, problem);
  return fail(problem.status, told(part, problem.errors?.[0]?.message ?? problemWords(problem), values));
}

export const actions: Actions = {
  confirm: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    // A browser sends line ends of its own kind, and the places in an analysis count characters.
    const text = String(form.get('text') ?? '').replaceAll('\r\n', '\n');
    if (text.trim() === '') return fail(400, told('text', 'There is no text left. Write what your résumé says, or load this page again to get back what was read.', { text }));
    const answer = await askApi(event, 'changeResume', { params: { id: event.params.id }, body: { text } });
    if (!answer.ok) return refused(event, 'text', answer.problem, { text });
    return told('text', undefined, {});
  },
  analyse: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const values = { jobDescription: String(form.get('jobDescription') ?? '').trim(), targetRole: String(form.get('targetRole') ?? '').trim() };
    const { id } = event.params;
    if (values.targetRole !== '') {
      const kept = await askApi(event, 'changeResume', { params: { id }, body: { targetRole: values.targetRole } });
      if (!kept.ok) return refused(event, 'analysis', kept.problem, values);
    }
    const answer = await askApi(event, 'analyzeResume', { body: { resumeId: id, jobDescription: values.jobDescription || null, ...(values.targetRole === '' ? {} : { targetRole: values.targetRole }) } });
    if (!answer.ok) return refused(event, 'analysis', answer.problem, values);
    redirect(303, `/resume/${id}?analysis=${answer.reply.id}#analysis`);
  },
  delete: async (event) => {
    requireSignedIn(event);
    const problem = await tellApi(event, 'deleteResume', { params: { id: event.params.id } });
    if (problem !== undefined && problem.status !== 404) return refused(event, 'delete', problem);
    redirect(303, '/resume?deleted');
  },
};
