import { SettingsChange } from '@greenroom/contracts';
import { askApi, callApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import { changeAccount, refuseField, tell } from '../change.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { items: exports } = await callApi(event, 'listExports', {});
  return { exports };
};

export const actions: Actions = {
  keep: async (event) => {
    requireSignedIn(event);
    const days = String((await event.request.formData()).get('recordingRetentionDays') ?? '').trim();
    const settings = SettingsChange.safeParse({ recordingRetentionDays: days === '' ? null : Number(days) });
    if (!settings.success) return refuseField('keep', { recordingRetentionDays: 'Recordings are kept for 1 to 365 days; leave it empty to keep them.' }, { recordingRetentionDays: days });
    return changeAccount(event, 'keep', { settings: settings.data });
  },
  export: async (event) => {
    requireSignedIn(event);
    return tell(event, 'export', await askApi(event, 'exportAccount', {}));
  },
  delete: async (event) => {
    requireSignedIn(event);
    const password = String((await event.request.formData()).get('password') ?? '');
    return tell(event, 'delete', await askApi(event, 'deleteAccount', { body: password === '' ? {} : { password } }));
  },
  restore: async (event) => {
    requireSignedIn(event);
    return tell(event, 'restore', await askApi(event, 'restoreAccount', {}));
  },
};
