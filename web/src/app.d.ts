declare global {
  namespace App {
    interface Locals {
      /** The API's access token, from the HttpOnly cookie. It never leaves the server. */
      accessToken: string | undefined;
    }
    interface Error {
      status: number;
      message: string;
      /** Whether trying again may help. */
      retryable?: boolean;
    }
    interface PageData {
      signedIn: boolean;
      /** An interview is running on this page: the header shows nothing to click. */
      onStage?: boolean;
    }
  }
}

export {};
