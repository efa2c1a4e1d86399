/** Passwords and keys of one data folder: made at the first start, kept in a file that only its owner can read. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';

export interface Secrets {
  postgresPassword: string;
  redisPassword: string;
  livekitApiKey: string;
  livekitApiSecret: string;
  s3AccessKeyId: string;
  s3SecretAccessKey: string;
  /** A JSON Web Key Set with one Ed25519 private key, as AUTH_SIGNING_KEYS wants it. */
  authSigningKeys: string;
  /** One AES-256 key, as FILE_ENCRYPTION_KEYS wants it. */
  fileEncryptionKeys: string;
}

export async function keepSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  if (stored !== undefined) {
    const known = JSON.parse(stored) as Omit<Secrets, 'fileEncryptionKeys'> & Partial<Secrets>;
    // Data folders from before files were encrypted.
    return known.fileEncryptionKeys === undefined ? write(file, { ...known, fileEncryptionKeys: encryptionKeys() }) : (known as Secrets);
  }
  const secret = () => randomBytes(24).toString('hex');
  return write(file, {
    postgresPassword: secret(),
    redisPassword: secret(),
    livekitApiKey: `API${randomBytes(6).toString('hex')}`,
    livekitApiSecret: secret(),
    s3AccessKeyId: randomBytes(10).toString('hex').toUpperCase(),
    s3SecretAccessKey: secret(),
    authSigningKeys: await signingKeys(),
    fileEncryptionKeys: encryptionKeys(),
  });
}

async function write(file: string, secrets: Secrets): Promise<Secrets> {
  await writeFile(`${file}.part`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.part`, file);
  return secrets;
}

const encryptionKeys = (): string => `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;

async function signingKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'EdDSA', use: 'sig' }] });
}
