/** What a new password must be. Length counts, and that nobody would guess it; not which kinds of characters it has. */
import { passwordLimits } from '@greenroom/contracts';
import { ProblemError } from '../problems.ts';
import { commonPasswords } from './common-passwords.ts';

/** bcrypt reads no further; a longer password would be cut without a word. */
export const longestPasswordBytes = passwordLimits.longest;
/** Fewer different characters than this are soon tried out. */
const fewestCharacters = 4;
const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm', 'azertyuiopqsdfghjklmwxcvbn'];
const bothWays = rows.flatMap((row) => [row + row, [...row + row].reverse().join('')]);

/** The same text, however a keyboard composed its letters (NIST SP 800-63B, 5.1.1.2). */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/**
 * Says what is wrong with a new password, for the person who chose it; undefined when it is fine.
 * @param about what others know of this person
 */
export function passwordFault(password: string, about: { email?: string | undefined; fullName?: string | undefined } = {}): string | undefined {
  const normal = normalPassword(password);
  if ([...normal].length < passwordLimits.shortest) return `A password has at least ${passwordLimits.shortest} characters.`;
  if (Buffer.byteLength(normal) > longestPasswordBytes) return `A password has at most ${longestPasswordBytes} bytes: ${longestPasswordBytes} plain letters, fewer with accents or other scripts.`;
  if (normal.includes('\0')) return 'A password cannot hold a null character.';
  const lower = normal.toLowerCase();
  if (new Set(lower).size < fewestCharacters) return 'This password repeats a few characters. Choose one that is harder to guess.';
  if (commonPasswords.has(lower) || bothWays.some((row) => row.includes(lower))) return 'This is one of the passwords that are tried first. Choose one that is harder to guess.';
  const known = [about.email, about.email?.split('@')[0], about.fullName].map((text) => text?.toLowerCase().replaceAll(' ', ''));
  if (known.includes(lower.replaceAll(' ', ''))) return 'This password is your name or your address. Choose one that is harder to guess.';
  return undefined;
}

/** @param path of the password in the request's body @throws ProblemError that names it */
export function refuseWeakPassword(path: string, password: string, about: { email?: string | undefined; fullName?: string | undefined }): void {
  const message = passwordFault(password, about);
  if (message !== undefined) throw new ProblemError('invalid-request', 'This password cannot be used.', { errors: [{ path, message }] });
}
