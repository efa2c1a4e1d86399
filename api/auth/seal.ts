/** Keeps a small thing with a browser, unreadable and unchangeable there, for a few minutes. */
import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { readSigningKeys } from './signing-keys.ts';

export interface Seal {
  seal(content: Record<string, string>, seconds: number): Promise<string>;
  /** Undefined when it is not ours, was changed, is for something else, or is over. */
  open(sealed: string): Promise<Record<string, unknown> | undefined>;
}

/**
 * Its keys are made from the signing keys, so that they change with them and every instance of the API has the same.
 * @param purpose what is sealed for one purpose cannot be opened for another
 */
export function createSeal(signingKeys: string, purpose: string): Seal {
  const keys = readSigningKeys(signingKeys).map(({ kid, d }) => ({ kid, key: new Uint8Array(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', `greenroom ${purpose}`, 32)) }));
  const [first] = keys as [{ kid: string; key: Uint8Array }];
  return {
    seal: (content, seconds) =>
      new EncryptJWT(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.kid }).setExpirationTime(`${seconds}s`).encrypt(first.key),
    async open(sealed) {
      try {
        const findKey = ({ kid }: { kid?: string }) => {
          const found = keys.find((one) => one.kid === kid);
          if (found === undefined) throw new Error('not one of our keys');
          return found.key;
        };
        const { payload } = await jwtDecrypt(sealed, findKey, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'], requiredClaims: ['exp'] });
        return payload;
      } catch {
        return undefined;
      }
    },
  };
}
