/** What is being written outlives a reload of this tab, until it is sent. */
import { browser } from '$app/env';
import { keep, recallOr } from './remembered.ts';

/**
 * A text area's words in the page that the server writes: Svelte leaves its `defaultValue` out there. In the browser there is none,
 * so that what was typed before the scripts arrived stays.
 */
export const whereNoScripts = (text: string): string | undefined => (browser ? undefined : text);

/** @param key under which it is kept @param sent what the server has: a draft that says the same is none */
export function draft(key: string, sent = '') {
  return (field: HTMLTextAreaElement | HTMLInputElement): (() => void) => {
    const kept = recallOr('this-window', key, sent);
    if (kept !== sent && field.value === sent) field.value = kept;
    const keepIt = (): void => void keep('this-window', key, field.value === sent ? undefined : field.value);
    field.addEventListener('input', keepIt);
    return () => field.removeEventListener('input', keepIt);
  };
}

export const forgetDraft = (key: string): void => void keep('this-window', key, undefined);
