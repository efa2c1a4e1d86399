import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { UserRole, type PublicKeys } from '@greenroom/contracts';
import { readSigningKeys } from './signing-keys.ts';

export const accessTokenSeconds = 15 * 60;

const Claims = z.object({ sub: z.uuid(), role: UserRole, sid: z.uuid().optional() });

/** Who is calling, as the access token says. */
export interface Caller {
  userId: string;
  role: UserRole;
  /** The sign-in that the token came from. */
  sessionId?: string | undefined;
}
export interface Tokens {
  issue(caller: Caller): Promise<string>;
  /** Undefined when the token is not ours, is over, or was changed. */
  verify(token: string): Promise<Caller | undefined>;
  /** For others who verify our tokens. */
  publicKeys: PublicKeys;
}

const algorithm = 'EdDSA';
const issuer = 'greenroom';
const audience = 'greenroom-api';

/**
 * Access tokens signed with Ed25519. The first key signs and all of them verify, so that keys can be changed while the
 * API runs: put the new key first, and take the old one away 15 minutes later.
 * @param signingKeys a JSON Web Key Set with private keys, each with its `kid`
 */
export async function createTokens(signingKeys: string): Promise<Tokens> {
  const keys = readSigningKeys(signingKeys);
  const [first] = keys;
  const signingKey = await importJWK(first, algorithm);
  const publicKeys: PublicKeys = { keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: algorithm, use: 'sig' })) };
  const verifyingKeys = createLocalJWKSet(publicKeys);
  return {
    publicKeys,
    issue: ({ userId, role, sessionId }) =>
      new SignJWT({ role, ...(sessionId === undefined ? {} : { sid: sessionId }) })
        .setProtectedHeader({ alg: algorithm, kid: first.kid, typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds}s`)
        .sign(signingKey),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, verifyingKeys, { algorithms: [algorithm], issuer, audience, typ: 'at+jwt', requiredClaims: ['exp'] });
        const { sub, role, sid } = Claims.parse(payload);
        return { userId: sub, role, sessionId: sid };
      } catch {
        return undefined;
      }
    },
  };
}
