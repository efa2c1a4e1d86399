import { SettingsChange } from '@greenroom/contracts';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage, type Answer } from '#lib/server/api.ts';
import { renewSession } from '#lib/server/renewal.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [account, { items: exports }] = await Promise.all([callApi(event, 'readAccount', {}), callApi(event, 'listExports', {})]);
  return { account, exports };
};

type Part = 'role' | 'save' | 'export' | 'delete' | 'restore';

/** What a part of the page says after it was used: it was done, or why not. */
function told<T>(event: RequestEvent, part: Part, answer: Answer<T>) {
  if (answer.ok) return { part, message: undefined };
  const { problem } = answer;
  // A wrong password is told beside the field; only a session that is over leads to the sign-in page.
  if (problem.status === 401 && problem.type === '/problems/not-signed-in') failPage(event, problem);
  return fail(problem.status, { part, message: problem.detail ?? problem.title });
}

export const actions: Actions = {
  role: async (event) => {
    requireSignedIn(event);
    const role = (await event.request.formData()).get('role') === 'coach' ? 'coach' : 'candidate';
    const answer = await askApi(event, 'changeAccount', { body: { role } });
    // The access token says what one is: the next one says it rightly.
    if (answer.ok) await renewSession(event);
    return told(event, 'role', answer);
  },
  save: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const days = String(form.get('recordingRetentionDays') ?? '').trim();
    const settings = SettingsChange.safeParse({
      timeZone: String(form.get('timeZone') ?? '').trim(),
      fluencyScore: form.has('fluencyScore'),
      mail: { reportReady: form.has('reportReady'), weeklyProgress: form.has('weeklyProgress') },
      recordingRetentionDays: days === '' ? null : Number(days),
    });
    if (!settings.success) {
      const wrong = settings.error.issues[0]?.path[0] === 'timeZone' ? 'Write the time zone like Europe/Berlin.' : 'Recordings are kept for 1 to 365 days; leave it empty to keep them.';
      return fail(400, { part: 'save' as const, message: wrong });
    }
    return told(event, 'save', await askApi(event, 'changeAccount', { body: { settings: settings.data } }));
  },
  export: async (event) => {
    requireSignedIn(event);
    return told(event, 'export', await askApi(event, 'exportAccount', {}));
  },
  delete: async (event) => {
    requireSignedIn(event);
    const password = String((await event.request.formData()).get('password') ?? '');
    return told(event, 'delete', await askApi(event, 'deleteAccount', { body: password === '' ? {} : { password } }));
  },
  restore: async (event) => {
    requireSignedIn(event);
    return told(event, 'restore', await askApi(event, 'restoreAccount', {}));
  },
};
