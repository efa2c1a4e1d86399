import { compare, hash } from 'bcrypt';

/** About 0.2 s on one core, off the event loop. */
const cost = 12;
/** bcrypt reads no further; a longer password would be cut without a word. */
const longestPasswordBytes = 72;

/** @throws RangeError when the password is longer than bcrypt reads */
export async function hashPassword(password: string): Promise<string> {
  if (Buffer.byteLength(password) > longestPasswordBytes) throw new RangeError(`A password may have at most ${longestPasswordBytes} bytes.`);
  return hash(password, cost);
}

export interface Passwords {
  /** @param known the account's hash; when there is no account it takes as long to say no */
  matches(password: string, known: string | undefined): Promise<boolean>;
}

export async function createPasswords(): Promise<Passwords> {
  const nobodys = await hashPassword(crypto.randomUUID());
  return {
    async matches(password, known) {
      const same = await compare(password, known ?? nobodys);
      return same && known !== undefined;
    },
  };
}
