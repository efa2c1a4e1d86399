import { AccountChange } from '@greenroom/contracts';
import { requireSignedIn } from '#lib/server/session.ts';
import { languages } from '../interviews/new/choices.ts';
import { changeAccount, refuseField } from './change.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { account } = await parent();
  // What the account has is offered also where it is none of the usual ones.
  const known: Record<string, string> = languages;
  return { languages: { ...(account.settings.language in known ? {} : { [account.settings.language]: account.settings.language }), ...known }, zones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')] };
};

/** The same limits as the contract's, as a person reads them. */
const problems: Record<string, string> = {
  fullName: 'Write your name, in at most 120 characters.',
  timeZone: 'Write the time zone like Europe/Berlin.',
  language: 'Choose one of the languages.',
};

export const actions: Actions = {
  profile: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const values = { fullName: text('fullName'), timeZone: text('timeZone'), language: text('language') };
    const change = AccountChange.safeParse({ fullName: values.fullName, settings: { timeZone: values.timeZone, language: values.language } });
    if (!change.success) return refuseField('profile', Object.fromEntries(change.error.issues.map(({ path }) => [String(path.at(-1)), problems[String(path.at(-1))] ?? 'This cannot be used.'])), values);
    return changeAccount(event, 'profile', change.data, values);
  },
  role: async (event) => {
    requireSignedIn(event);
    const role = (await event.request.formData()).get('role') === 'coach' ? 'coach' : 'candidate';
    return changeAccount(event, 'role', { role });
  },
};
