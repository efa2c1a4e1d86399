import { compare, getRounds, hash } from 'bcrypt';
import { PartUnavailableError } from '../problems.ts';
import { createBoundedQueue, QueueFullError } from './bounded-queue.ts';
import { longestPasswordBytes, normalPassword } from './password-rules.ts';

const defaults = {
  /** 2^12 rounds: about 0.25 s on one core, off the event loop. */
  cost: 12,
  /** Of libuv's four threads, so that files and names are still looked up while many people sign in. */
  atOnce: 2,
  /** At 0.25 s each, the last of them waits 4 s. */
  waiting: 32,
} as const;

/** @throws RangeError when the password is longer than bcrypt reads */
export async function hashPassword(password: string, cost: number = defaults.cost): Promise<string> {
  const normal = normalPassword(password);
  if (Buffer.byteLength(normal) > longestPasswordBytes) throw new RangeError(`A password may have at most ${longestPasswordBytes} bytes.`);
  return hash(normal, cost);
}

export interface Passwords {
  /** @throws PartUnavailableError when too many passwords wait */
  hash(password: string): Promise<string>;
  /**
   * @param known the account's hash; when there is no account, or it has no password, it takes as long to say no
   * @throws PartUnavailableError when too many passwords wait
   */
  matches(password: string, known: string | null | undefined): Promise<boolean>;
  /** Whether a hash was made with fewer rounds than now. */
  isWeaker(known: string): boolean;
}

/** @param cost the number of rounds is 2^cost; settings allow no less than 12 */
export async function createPasswords(cost: number = defaults.cost): Promise<Passwords> {
  const nobodys = await hashPassword(crypto.randomUUID(), cost);
  const queue = createBoundedQueue(defaults);
  const queued = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await queue.run(work);
    } catch (cause) {
      if (!(cause instanceof QueueFullError)) throw cause;
      throw new PartUnavailableError('Many people are signing in at this moment. Try again in a few seconds.', { cause });
    }
  };
  return {
    hash: (password) => queued(() => hashPassword(password, cost)),
    async matches(password, known) {
      const normal = normalPassword(password);
      // bcrypt would compare the beginning only. No account has such a password.
      const possible = Buffer.byteLength(normal) <= longestPasswordBytes;
      const same = await queued(() => compare(normal, (possible ? known : null) ?? nobodys));
      return same && possible && known != null;
    },
    isWeaker: (known) => getRounds(known) < cost,
  };
}
