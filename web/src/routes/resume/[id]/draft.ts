/** What is being written outlives a reload of this tab, until it is sent. */
import { browser } from '$app/env';

/**
 * A text area's words in the page that the server writes: Svelte leaves its `defaultValue` out there. In the browser there is none,
 * so that what was typed before the scripts arrived stays.
 */
export const whereNoScripts = (text: string): string | undefined => (browser ? undefined : text);

/** @param key under which it is kept @param sent what the server has: a draft that says the same is none */
export function draft(key: string, sent: string) {
  return (field: HTMLTextAreaElement): (() => void) => {
    const kept = recall(key);
    if (kept !== null && kept !== sent && field.value === sent) field.value = kept;
    const keep = (): void => (field.value === sent ? forgetDraft(key) : store(key, field.value));
    field.addEventListener('input', keep);
    return () => field.removeEventListener('input', keep);
  };
}

export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch (error) {
    untold(error);
  }
}

function recall(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch (error) {
    untold(error);
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch (error) {
    untold(error);
  }
}

/** A browser that keeps nothing, or is full: a reload forgets the draft, and everything else works. */
function untold(error: unknown): void {
  if (!(error instanceof DOMException)) throw error;
}
