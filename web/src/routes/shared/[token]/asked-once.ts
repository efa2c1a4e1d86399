/**
 * What a link opens is asked for in several requests (a player asks in many small ranges), and the API limits how often links are
 * tried. So it is asked for once a minute: that long it is there after the link was taken back.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { askApi, type Answer } from '#lib/server/api.ts';

const keptMs = 60_000;

function onceAMinute<T>(ask: (event: RequestEvent, token: string) => Promise<Answer<T>>): (event: RequestEvent, token: string) => Promise<Answer<T>> {
  const answers = new Map<string, Promise<Answer<T>>>();
  return (event, token) => {
    const known = answers.get(token);
    if (known !== undefined) return known;
    const asked = ask(event, token);
    answers.set(token, asked);
    const forget = () => void answers.delete(token);
    asked.then((answer) => (answer.ok ? setTimeout(forget, keptMs).unref() : forget()), forget);
    return asked;
  };
}

export const addressOf = onceAMinute((event, token) => askApi(event, 'readSharedRecording', { params: { token } }));
export const peaksOf = onceAMinute((event, token) => askApi(event, 'readSharedPeaks', { params: { token } }));
