/** What a closed live socket means, and what its client does then. */
import { closeCodes } from '@greenroom/contracts/socket-names';

export interface Closing {
  /** `again`: come back after a moment, longer each time. `later`: not before half a minute. `stay`: a person has to do something first. */
  then: 'again' | 'later' | 'stay';
  /** For a person. */
  reason: string;
}

const lost = 'The live connection was lost. Reconnecting.';
const closings: Readonly<Record<number, Closing>> = {
  [closeCodes.restarting]: { then: 'again', reason: 'The interview service restarts. Reconnecting in a moment.' },
  [closeCodes.notAuthenticated]: { then: 'again', reason: lost },
  [closeCodes.sessionEnded]: { then: 'stay', reason: 'You have been signed out. Sign in again in another tab, then connect again here.' },
  [closeCodes.tooManySockets]: { then: 'stay', reason: 'Too many windows of your account follow interviews live. Close one of them, then connect again here.' },
  [closeCodes.tooManyMessages]: { then: 'later', reason: 'Too many orders came at once. Reconnecting in half a minute.' },
  [closeCodes.notUnderstood]: { then: 'stay', reason: 'This page and the interview service are of different versions. Load the page again; what you typed is kept.' },
  [closeCodes.tooLarge]: { then: 'stay', reason: 'What was sent is too long for the interview service. Shorten it, then connect again.' },
};

export const closingFor = (code: number): Closing => closings[code] ?? { then: 'again', reason: lost };
