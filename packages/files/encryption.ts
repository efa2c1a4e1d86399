/**
 * Files at rest: AES-256-GCM. A stored file is
 *
 *     "GRE1" | length of the key's id (1 byte) | the key's id | nonce (12 bytes) | encrypted bytes | tag (16 bytes)
 *
 * The header and the file's own place in the store are authenticated with it, so that a file that is put in another one's
 * place does not open. Each file has a random nonce; a key is good for 2^32 files (NIST SP 800-38D, 8.3).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EncryptionKeyMissingError, FileTamperedError } from './errors.ts';

export interface EncryptionKey {
  /** At most 32 letters, digits, - and _. It stands in the file, readable, so that the key can be found again. */
  id: string;
  /** 32 bytes in base64. */
  key: string;
}
export interface Encryption {
  /** @throws EncryptionKeyMissingError when there is no key at all */
  encrypt(place: string, plain: Uint8Array): Buffer;
  /** @throws EncryptionKeyMissingError, FileTamperedError */
  decrypt(place: string, stored: Uint8Array): Buffer;
}

const magic = Buffer.from('GRE1');
const nonceBytes = 12;
const tagBytes = 16;

/** @param keys the first one encrypts, all of them decrypt: a new one goes in front, an old one leaves when nothing is stored with it */
export function createEncryption(keys: readonly EncryptionKey[]): Encryption {
  const known = new Map(keys.map(({ id, key }) => [id, Buffer.from(key, 'base64')]));
  const authenticated = (header: Uint8Array, place: string) => Buffer.concat([header, Buffer.from(place, 'utf8')]);

  return {
    encrypt(place, plain) {
      const [first] = known;
      if (first === undefined) throw new EncryptionKeyMissingError('FILE_ENCRYPTION_KEYS is not set, so nothing can be stored encrypted. Set it as id:key, with a key from "openssl rand -base64 32".');
      const [id, key] = first;
      const header = Buffer.concat([magic, Buffer.from([Buffer.byteLength(id)]), Buffer.from(id), randomBytes(nonceBytes)]);
      const cipher = createCipheriv('aes-256-gcm', key, header.subarray(-nonceBytes));
      cipher.setAAD(authenticated(header, place));
      return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(place, bytes) {
      const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const idEnd = magic.length + 1 + (stored[magic.length] ?? 0);
      const bodyStart = idEnd + nonceBytes;
      if (!stored.subarray(0, magic.length).equals(magic) || stored.length < bodyStart + tagBytes) throw new FileTamperedError(`${place} was not encrypted here, or is cut off.`);
      const id = stored.subarray(magic.length + 1, idEnd).toString('utf8');
      const key = known.get(id);
      if (key === undefined) throw new EncryptionKeyMissingError(`${place} was encrypted with the key "${id.replace(/[^\w-]/g, '?')}", which is not in FILE_ENCRYPTION_KEYS. Put it back, after the newer ones.`);
      const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(idEnd, bodyStart));
      decipher.setAAD(authenticated(stored.subarray(0, bodyStart), place));
      decipher.setAuthTag(stored.subarray(-tagBytes));
      try {
        return Buffer.concat([decipher.update(stored.subarray(bodyStart, -tagBytes)), decipher.final()]);
      } catch (cause) {
        throw new FileTamperedError(`${place} is not what was stored there: changed, or moved from another place.`, { cause });
      }
    },
  };
}
