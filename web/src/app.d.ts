import type { Problem } from '@greenroom/contracts';

declare global {
  namespace App {
    interface Locals {
      /** The API's access token, from the HttpOnly cookie. It never leaves the server. */
      accessToken: string | undefined;
      /** Somebody is signed in whose access token could not be renewed just now, and why. */
      notRenewed: Problem | undefined;
    }
    interface Error {
      status: number;
      message: string;
      /** Whether trying again may help. */
      retryable?: boolean;
    }
    interface PageData {
      signedIn: boolean;
      /** The reader's, an IANA name: for `dayAndTime`. */
      timeZone: string;
      /** Nothing should move: chosen in the settings. */
      reducedMotion: boolean;
      /** An interview is running on this page: the header shows nothing to click. */
      onStage?: boolean;
    }
  }
}
