/** Remembers one request: who asks for the same while it is under way, or after it was answered, gets the same reply. */

interface Entry<T> {
  content: string;
  reply: Promise<T>;
  stop: AbortController;
  waiting: number;
  settled: boolean;
}

export class LatestRequest<T> {
  private entry: Entry<T> | undefined;

  /**
   * The work is called off when nobody waits for it any more; then, and when it has failed, it is forgotten.
   * @param content equal contents are the same request
   * @throws the signal's reason when the caller gave up; what `work` throws
   */
  async joined(content: string, work: (stop: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.entry?.content !== content) this.entry = this.begin(content, work);
    const { entry } = this;
    entry.waiting += 1;
    try {
      return await unlessAborted(entry.reply, signal);
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0 && !entry.settled) {
        this.forget(entry);
        entry.stop.abort();
      }
    }
  }

  private begin(content: string, work: (stop: AbortSignal) => Promise<T>): Entry<T> {
    const stop = new AbortController();
    const entry: Entry<T> = { content, reply: work(stop.signal), stop, waiting: 0, settled: false };
    entry.reply.then(
      () => (entry.settled = true),
      () => {
        entry.settled = true;
        this.forget(entry);
      },
    );
    return entry;
  }

  private forget(entry: Entry<T>): void {
    if (this.entry === entry) this.entry = undefined;
  }
}

function unlessAborted<T>(reply: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return reply;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    void reply.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
