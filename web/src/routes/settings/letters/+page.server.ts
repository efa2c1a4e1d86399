import { requireSignedIn } from '#lib/server/session.ts';
import { changeAccount } from '../change.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    return changeAccount(event, 'letters', { settings: { mail: { reportReady: form.has('reportReady'), weeklyProgress: form.has('weeklyProgress') } } });
  },
};
