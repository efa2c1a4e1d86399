/** What this browser keeps of the form: a draft until it is sent, and the choices for the next time. */
import { Choices } from './choices.ts';

const draftKey = 'greenroom.new-interview';
const lastKey = 'greenroom.last-interview';

/** Only what was kept: the rest stays as it is. */
function read(storage: 'sessionStorage' | 'localStorage', key: string): Partial<Choices> {
  try {
    const found: unknown = JSON.parse(window[storage].getItem(key) ?? '{}');
    return Object.fromEntries(Object.entries(Choices.parse(found)).filter(([name]) => name in (found as object)));
  } catch {
    // A browser that keeps nothing, or something of another age: the form begins empty.
    return {};
  }
}

function write(storage: 'sessionStorage' | 'localStorage', key: string, value: unknown): void {
  try {
    if (value === undefined) window[storage].removeItem(key);
    else window[storage].setItem(key, JSON.stringify(value));
  } catch (error) {
    console.warn('The browser keeps nothing here; a reload forgets the form.', error);
  }
}

/** As it was left in this tab. */
export const readDraft = (): Partial<Choices> => read('sessionStorage', draftKey);
export const keepDraft = (choices: Choices): void => write('sessionStorage', draftKey, choices);
export const forgetDraft = (): void => write('sessionStorage', draftKey, undefined);

/** For the next time: without what belongs to one job, without anybody's address, and without what the account's settings say. */
export const readLast = (): Partial<Choices> => read('localStorage', lastKey);
export function keepLast({ type, role, level, length, language, mode, cue }: Choices): void {
  write('localStorage', lastKey, { type, role, level, length, language, mode, cue });
}

/** Under this name the live room remembers whether captions are shown (live-room/LiveRoom.tsx). */
const captionsKey = 'greenroom.captions';
const captionsBeforeKey = 'greenroom.captions-before';

/** Under real conditions captions begin switched off; the interview after that has them again as they were. */
export function beginCaptions(real: boolean): void {
  try {
    const before = localStorage.getItem(captionsBeforeKey);
    if (real && before === null) {
      localStorage.setItem(captionsBeforeKey, localStorage.getItem(captionsKey) ?? '');
      localStorage.setItem(captionsKey, 'false');
    } else if (!real && before !== null) {
      localStorage.removeItem(captionsBeforeKey);
      if (before === '') localStorage.removeItem(captionsKey);
      else localStorage.setItem(captionsKey, before);
    }
  } catch (error) {
    console.warn('The browser keeps nothing here; captions begin as the account has them.', error);
  }
}
