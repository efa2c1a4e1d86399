/** A file on its way to the site, and how far it is. `fetch` does not say that: so it is the older kind of request. */

/** The API's own limit and words (packages/contracts, `resumeLimits`): told before ten megabytes are sent for nothing. */
const mostBytes = 10 * 1024 * 1024;

export class Upload {
  state = $state<'idle' | 'sending' | 'reading'>('idle');
  percent = $state(0);
  problem = $state<string>();
  /** The session is over: the page asks to sign in again. */
  signedOut = $state(false);
  #request: XMLHttpRequest | undefined;

  /** @returns the résumé's id; undefined when it was not taken, and `problem` says why */
  async send(file: File, targetRole: string): Promise<string | undefined> {
    this.problem = undefined;
    this.signedOut = false;
    if (file.size > mostBytes) {
      this.problem = 'The file is larger than 10 MB. Save it without large images, or export it as PDF.';
      return undefined;
    }
    const form = new FormData();
    if (targetRole.trim() !== '') form.set('targetRole', targetRole.trim());
    form.set('file', file);
    this.state = 'sending';
    this.percent = 0;
    try {
      return await this.#post(form);
    } finally {
      this.state = 'idle';
      this.#request = undefined;
    }
  }

  stop(): void {
    this.#request?.abort();
  }

  #post(form: FormData): Promise<string | undefined> {
    const request = (this.#request = new XMLHttpRequest());
    request.open('POST', '/resume/upload');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => (this.percent = Math.round((100 * loaded) / Math.max(1, total)));
    request.upload.onload = () => (this.state = 'reading');
    return new Promise((done) => {
      const refuse = (problem: string): void => {
        this.problem = problem;
        done(undefined);
      };
      request.onabort = () => done(undefined);
      request.onerror = () => refuse('The connection was lost, and the file was not taken. It is still chosen here: try again.');
      request.onload = () => {
        const reply = (request.response ?? {}) as { id?: string; detail?: string; title?: string };
        if (request.status === 200 && reply.id !== undefined) return done(reply.id);
        this.signedOut = request.status === 401;
        refuse(this.signedOut ? 'You are not signed in any more.' : (reply.detail ?? reply.title ?? 'The file was not taken. Try again in a moment.'));
      };
      request.send(form);
    });
  }
}
