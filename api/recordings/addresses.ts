/** Addresses of recordings that work for a while without signing in, so that a player can use them. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { apiPrefix, operations, type RecordingAddress } from '@greenroom/contracts';
import { readSigningKeys } from '../auth/signing-keys.ts';

export interface RecordingAddresses {
  /** @param atMostUntil an earlier end than the usual one */
  sign(interviewId: string, atMostUntil?: Date): RecordingAddress;
  /** Whether the signature is ours, for this interview and this end, and the end has not come. @param expires epoch seconds */
  isValid(interviewId: string, expires: number, signature: string): boolean;
}

/**
 * The keys are made from the signing keys: every instance of the API has the same, and they change together. The first signs,
 * all verify.
 * @param seconds how long an address works
 */
export function createRecordingAddresses(signingKeys: string, seconds: number): RecordingAddresses {
  const keys = readSigningKeys(signingKeys).map(({ d }) => new Uint8Array(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'greenroom recording address', 32)));
  const [first] = keys as [Uint8Array];
  const signature = (key: Uint8Array, interviewId: string, expires: number): Buffer => createHmac('sha256', key).update(`${interviewId} ${expires}`).digest();
  return {
    sign(interviewId, atMostUntil) {
      const usual = Math.floor(Date.now() / 1_000) + seconds;
      const expires = atMostUntil === undefined ? usual : Math.min(usual, Math.floor(atMostUntil.getTime() / 1_000));
      const query = new URLSearchParams({ expires: String(expires), signature: signature(first, interviewId, expires).toString('base64url') });
      const path = operations.readRecording.path.replace(':id', interviewId);
      return { url: `${apiPrefix}${path}?${query}`, expiresAt: new Date(expires * 1_000).toISOString() };
    },
    isValid(interviewId, expires, given) {
      if (expires * 1_000 <= Date.now()) return false;
      const bytes = Buffer.from(given, 'base64url');
      return keys.some((key) => {
        const expected = signature(key, interviewId.toLowerCase(), expires);
        return bytes.length === expected.length && timingSafeEqual(bytes, expected);
      });
    },
  };
}
