import { InterviewerVoice, ThinkingTime } from '@greenroom/contracts';
import { requireSignedIn } from '#lib/server/session.ts';
import { thinkingTimes } from '#lib/wording.ts';
import { changeAccount, refuseField } from '../change.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ thinkingTimes: ThinkingTime.options.map((value) => ({ value, ...thinkingTimes[value] })) });

export const actions: Actions = {
  default: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const thinkingTime = ThinkingTime.safeParse(form.get('thinkingTime'));
    if (!thinkingTime.success) return refuseField('ease', { thinkingTime: 'Choose how long the interviewer waits.' }, {});
    const voice = InterviewerVoice.safeParse({ sound: form.get('voiceSound'), pace: form.get('voicePace') });
    if (!voice.success) return refuseField('ease', { voice: 'Choose how the interviewer sounds.' }, {});
    return changeAccount(event, 'ease', { settings: { thinkingTime: thinkingTime.data, voice: voice.data, captions: form.has('captions'), fluencyScore: form.has('fluencyScore'), reducedMotion: form.has('reducedMotion') } });
  },
};
