/** What this browser keeps of the form: a draft until it is sent, and the choices for the next time. */
import { keep, recall, type Kept } from '#lib/remembered.ts';
import { Choices, ofAccount } from './choices.ts';

const draftKey = 'new-interview';
const lastKey = 'last-interview';

/** For the next time: without what belongs to one job, without anybody's address, and without what the account's settings say. */
const forNextTime = ['type', 'role', 'level', 'length', 'mode', 'cue'] as const satisfies (keyof Choices)[];
const only = (choices: Partial<Choices>, names: readonly string[]): Partial<Choices> => Object.fromEntries(Object.entries(choices).filter(([name]) => names.includes(name)));

/** Only what was kept: the rest stays as it is. */
function read(where: Kept, key: string): Partial<Choices> {
  const found = recall(where, key);
  return typeof found === 'object' && found !== null ? only(Choices.parse(found), Object.keys(found)) : {};
}

/** As it was left in this tab. */
export const readDraft = (): Partial<Choices> => read('this-window', draftKey);
/** @param begin what a visit begins with: what the account says of it is no draft, and may be changed in the settings meanwhile */
export function keepDraft(choices: Choices, begin: Choices): void {
  keep('this-window', draftKey, only(choices, Object.keys(choices).filter((name) => !ofAccount.some((own) => own === name && choices[own] === begin[own]))));
}
export const forgetDraft = (): void => void keep('this-window', draftKey, undefined);

export const readLast = (): Partial<Choices> => only(read('this-browser', lastKey), forNextTime);
export const keepLast = (choices: Choices): void => void keep('this-browser', lastKey, only(choices, forNextTime));

/** Under this key the live room remembers whether captions are shown (live-room/LiveRoom.tsx). */
const captionsKey = 'captions';
const captionsBeforeKey = 'captions-before';

/** Under real conditions captions begin switched off; the interview after that has them again as they were. */
export function beginCaptions(real: boolean): void {
  const before = recall('this-browser', captionsBeforeKey);
  if (real && before === undefined) {
    keep('this-browser', captionsBeforeKey, recall('this-browser', captionsKey) ?? 'as the account has them');
    keep('this-browser', captionsKey, false);
  } else if (!real && before !== undefined) {
    keep('this-browser', captionsBeforeKey, undefined);
    keep('this-browser', captionsKey, typeof before === 'boolean' ? before : undefined);
  }
}
