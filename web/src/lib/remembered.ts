/**
 * What this browser keeps for a page: drafts, choices, the place in a recording. A browser may keep nothing (private windows, a full
 * storage): then a reload forgets it, and everything else works. Each value is JSON, under `greenroom.` and its key.
 */

export type Kept = 'this-window' | 'this-browser';

const name = (key: string): string => `greenroom.${key}`;
// A browser that forbids its storage throws already here.
const storage = (where: Kept): Storage => (where === 'this-window' ? sessionStorage : localStorage);

/** @returns undefined when nothing is kept, or nothing that can be read. What it is, is for the caller to check: it may be of another age. */
export function recall(where: Kept, key: string): unknown {
  try {
    return JSON.parse(storage(where).getItem(name(key)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** A text, a number or a yes and no; what is kept counts if it is of the same kind as `otherwise`. */
export function recallOr<T>(where: Kept, key: string, otherwise: T): T {
  const kept = recall(where, key);
  return typeof kept === typeof otherwise ? (kept as T) : otherwise;
}

/** Of everything that is kept, only these remain. */
export function forgetAllBut(where: Kept, keys: readonly string[]): void {
  try {
    const kept = storage(where);
    const remain = keys.map(name);
    for (const each of Object.keys(kept)) if (each.startsWith(name('')) && !remain.includes(each)) kept.removeItem(each);
  } catch {
    // Forbidden: then there is nothing.
  }
}

/** @param value undefined forgets it @returns whether the browser did so */
export function keep(where: Kept, key: string, value: unknown): boolean {
  try {
    if (value === undefined) storage(where).removeItem(name(key));
    else storage(where).setItem(name(key), JSON.stringify(value));
    return true;
  } catch (error) {
    console.warn('The browser keeps nothing here; a reload forgets it.', error);
    return false;
  }
}
