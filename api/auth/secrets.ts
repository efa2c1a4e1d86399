/** Random secrets that are handed out, and what is stored of them. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Secret {
  /** 256 bits, in base64url: 43 characters. */
  text: string;
  /** Its SHA-256, for the database. No slow hash: nobody can try out 2^256. */
  hash: Buffer;
}

export function newSecret(): Secret {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: hashSecret(text) };
}

export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether `challenge` is the base64url SHA-256 of `verifier` (as S256 of RFC 7636). */
export function answersChallenge(verifier: string, challenge: string): boolean {
  const given = Buffer.from(challenge, 'base64url');
  const expected = hashSecret(verifier);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
