/**
 * What the browser keeps (remembered.ts) belongs to one account: drafts, whispers, the last choices. It goes when that account signs out,
 * in every window, and when another one signs in. The microphone and the speaker belong to the machine and stay. Not the header
 * `Clear-Site-Data`: that would take the devices too, and Chromium leaves the windows' own storage as it is.
 */
import { forgetAllBut, keep, recall } from './remembered.ts';

const accountKey = 'account';
/** Written and taken away again: the other windows hear of it. */
const forgottenKey = 'forgotten';
const ofTheMachine = ['microphone', 'speaker'] as const;

/** On every page, before its parts look for what they have kept. @param account undefined: nobody is signed in just now, who may come back */
export function belongTo(account: string | undefined): void {
  if (account === undefined) return;
  for (const where of ['this-window', 'this-browser'] as const) {
    const before = recall(where, accountKey);
    if (before === account) continue;
    if (before !== undefined) forgetAllBut(where, ofTheMachine);
    keep(where, accountKey, account);
  }
}

/** Signing out, or the end of the account. */
export function forgetEverything(): void {
  forgetAllBut('this-window', ofTheMachine);
  forgetAllBut('this-browser', ofTheMachine);
  keep('this-browser', forgottenKey, true);
  keep('this-browser', forgottenKey, undefined);
}

/** When another window has done either. @returns an end to it */
export function forgetWithTheOthers(): () => void {
  const heard = ({ key }: StorageEvent): void => {
    const another = key === `greenroom.${accountKey}` && recall('this-browser', accountKey) !== recall('this-window', accountKey);
    if (another || key === `greenroom.${forgottenKey}`) forgetAllBut('this-window', ofTheMachine);
  };
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}
