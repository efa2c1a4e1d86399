/** What a reload does not lose: drafts, choices. Where the browser keeps nothing (private windows may refuse), it lives as long as the page. */

export type Kept = 'this-window' | 'this-browser';

const storage = (where: Kept): Storage => (where === 'this-window' ? sessionStorage : localStorage);

export function read<T>(where: Kept, key: string): T | undefined {
  try {
    const text = storage(where).getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function write(where: Kept, key: string, value: unknown): void {
  try {
    storage(where).setItem(key, JSON.stringify(value));
  } catch (error) {
    console.warn('The browser keeps nothing here; a reload forgets it.', error);
  }
}
