/** What a player remembers: how one likes to listen in this browser, and where one was in this window. */

type Where = 'localStorage' | 'sessionStorage';

/** A browser may forbid its storage altogether: then nothing is remembered, and everything else works. */
function storage(where: Where): Storage | undefined {
  try {
    return window[where];
  } catch {
    return undefined;
  }
}

export function recall(where: Where, key: string): string | undefined {
  return storage(where)?.getItem(`greenroom.${key}`) ?? undefined;
}

export function keep(where: Where, key: string, value: string): void {
  try {
    storage(where)?.setItem(`greenroom.${key}`, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // Full: the place is lost on reload, and nothing else is.
  }
}
