/** Accounts: coming in, staying in, going out. */
import { z } from 'zod';
import { UserRole } from '../interview.ts';
import { IdParams, type Operation } from './operation.ts';

export const SignInProvider = z.enum(['google', 'linkedin']);
export type SignInProvider = z.infer<typeof SignInProvider>;
export const SignInMethod = z.enum(['password', ...SignInProvider.options]);
export type SignInMethod = z.infer<typeof SignInMethod>;

export const User = z.object({
  id: z.uuid(),
  email: z.email(),
  fullName: z.string(),
  role: UserRole,
  /** Whether the person has opened the letter that was sent to this address. Nothing is sent to it before but such letters. */
  emailVerified: z.boolean(),
});
export type User = z.infer<typeof User>;

/** Oneself, with how one can sign in. */
export const Me = User.extend({ hasPassword: z.boolean(), providers: z.array(SignInProvider) });
export type Me = z.infer<typeof Me>;

/** Lengths in characters. bcrypt also reads no more than 72 bytes: a longer password is refused, not cut. */
export const passwordLimits = { shortest: 10, longest: 72 } as const;
const NewPassword = z.string().min(passwordLimits.shortest, `A password has at least ${passwordLimits.shortest} characters.`).max(200);
const Email = z.email().max(320);

/**
 * Where the refresh token goes. `body`: into the reply, for programs and for the site's server. `cookie`: into an HttpOnly cookie,
 * for scripts in a browser, which then never see it.
 */
export const SessionPlace = z.enum(['body', 'cookie']);
const inBodyUnlessAsked = SessionPlace.default('body');
const RefreshToken = z.string().regex(/^[\w-]{43}$/, 'Expected a refresh token as this API gave it.');

export const SignedIn = z.object({
  accessToken: z.string(),
  /** Of the access token. */
  expiresInSeconds: z.number().int(),
  /** Null when it went into the cookie. Each one works once: the reply to a refresh holds the next. */
  refreshToken: z.string().nullable(),
  refreshExpiresInSeconds: z.number().int(),
  user: User,
});
export type SignedIn = z.infer<typeof SignedIn>;

export const SessionInfo = z.object({
  id: z.uuid(),
  method: SignInMethod,
  /** What the browser or program calls itself. */
  userAgent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const PublicKeys = z.object({
  keys: z.array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string(), alg: z.literal('EdDSA'), use: z.literal('sig') })),
});
export type PublicKeys = z.infer<typeof PublicKeys>;

/** What `/sign-in` of the site is told when a sign-in with a provider did not work: `?problem=…`. */
export const ProviderProblem = z.enum(['cancelled', 'expired', 'refused', 'email-unverified', 'account-unverified', 'account-disabled', 'unavailable']);
export type ProviderProblem = z.infer<typeof ProviderProblem>;

const tag = 'Accounts';
const code43 = z.string().regex(/^[\w-]{43}$/, 'Expected 43 characters of base64url.');

export const authOperations = {
  register: { method: 'POST', path: '/auth/register', access: 'public', tag, summary: 'Make an account', status: 202, limit: 'sign-in',
    description: 'The answer is the same whether or not the address has an account already; the letter that is sent tells its owner. Sign in right after it: an address that is not confirmed yet does not keep anyone from practising.',
    body: z.object({ email: Email, password: NewPassword, fullName: z.string().trim().min(1).max(120), role: z.enum(['candidate', 'coach']).default('candidate') }),
    reply: z.object({ letter: z.enum(['on-its-way', 'delayed']) }) },
  login: { method: 'POST', path: '/auth/login', access: 'public', tag, summary: 'Sign in with e-mail and password', status: 200, limit: 'sign-in', problems: ['wrong-credentials', 'account-disabled'],
    body: z.object({ email: Email, password: z.string().min(1).max(200), session: inBodyUnlessAsked }), reply: SignedIn },
  refresh: { method: 'POST', path: '/auth/refresh', access: 'public', tag, summary: 'A new access token, and the next refresh token', status: 200, problems: ['session-over', 'origin-not-allowed'],
    description: 'Send the refresh token in the body, or nothing and the cookie. Sending one that has been used before ends the session everywhere, because somebody has copied it; only within ten seconds, for a client whose answer was lost, does it give another one.',
    body: z.object({ refreshToken: RefreshToken.optional() }), reply: SignedIn },
  logout: { method: 'POST', path: '/auth/logout', access: 'public', tag, summary: 'End this session', status: 204, problems: ['origin-not-allowed'],
    description: 'By the refresh token in the body, by the cookie, or by the access token. An access token that was given out before works for at most 15 minutes more.',
    body: z.object({ refreshToken: RefreshToken.optional() }) },
  me: { method: 'GET', path: '/auth/me', access: 'signed-in', tag, summary: 'Who is signed in', status: 200, reply: Me },

  verifyEmail: { method: 'POST', path: '/auth/verify-email', access: 'public', tag, summary: 'Confirm an e-mail address with the token of the letter', status: 200, problems: ['link-not-valid', 'not-signed-in'],
    description: 'With the access token of the account that the letter is about. Whoever has the letter but not the password sets a new one (`/auth/forgot-password`), which confirms the address, too.',
    body: z.object({ token: code43 }), reply: z.object({ email: z.email() }) },
  sendVerification: { method: 'POST', path: '/auth/verify-email/send', access: 'signed-in', tag, summary: 'Send the letter that confirms the address again', status: 202, limit: 'costly', problems: ['enough-letters'],
    reply: z.object({ emailVerified: z.boolean() }) },
  forgotPassword: { method: 'POST', path: '/auth/forgot-password', access: 'public', tag, summary: 'Send a letter with which to set a new password', status: 202, limit: 'sign-in',
    description: 'The answer is the same, after the same time, whether or not the address has an account.',
    body: z.object({ email: Email }) },
  resetPassword: { method: 'POST', path: '/auth/reset-password', access: 'public', tag, summary: 'Set a new password with the token of the letter; ends all sessions', status: 204, limit: 'sign-in', problems: ['link-not-valid'],
    body: z.object({ token: code43, password: NewPassword }) },
  changePassword: { method: 'POST', path: '/auth/change-password', access: 'signed-in', tag, summary: 'Change the password; ends all other sessions', status: 204, limit: 'sign-in', problems: ['wrong-credentials', 'no-password'],
    body: z.object({ currentPassword: z.string().min(1).max(200), newPassword: NewPassword }) },

  listSessions: { method: 'GET', path: '/auth/sessions', access: 'signed-in', tag, summary: "Where one is signed in, the one used last first", status: 200, reply: z.object({ items: z.array(SessionInfo) }) },
  endSession: { method: 'DELETE', path: '/auth/sessions/:id', access: 'signed-in', tag, summary: 'Sign out elsewhere', status: 204, params: IdParams },

  listProviders: { method: 'GET', path: '/auth/providers', access: 'public', tag, summary: 'With whom one can sign in besides a password', status: 200,
    reply: z.object({ items: z.array(z.object({ id: SignInProvider, name: z.string() })) }) },
  startProviderSignIn: { method: 'GET', path: '/auth/oauth/:provider', access: 'public', tag, summary: 'Send the browser to the provider', status: 302,
    description: "Comes back to the site's `/sign-in/finish?code=…`, or to `/sign-in?problem=…`. Exchange the code with the verifier whose SHA-256, in base64url, was the challenge: only the client that began can finish.",
    params: z.object({ provider: SignInProvider }), query: z.object({ challenge: code43 }), media: ['text/html'] },
  finishProviderSignIn: { method: 'GET', path: '/auth/oauth/:provider/callback', access: 'public', tag, summary: 'Where the provider sends the browser back to', status: 302, limit: 'sign-in',
    params: z.object({ provider: SignInProvider }), media: ['text/html'] },
  exchangeProviderCode: { method: 'POST', path: '/auth/oauth/exchange', access: 'public', tag, summary: 'Sign in with the code that a provider sign-in ended with', status: 200, problems: ['link-not-valid', 'account-disabled'],
    body: z.object({ code: code43, verifier: z.string().regex(/^[\w-]{43,128}$/, 'Expected the verifier: 43 to 128 characters of base64url.'), session: inBodyUnlessAsked }), reply: SignedIn },

  readPublicKeys: { method: 'GET', path: '/auth/jwks', access: 'public', tag, summary: 'The keys that access tokens are signed with (also at /.well-known/jwks.json)', status: 200, reply: PublicKeys },
} as const satisfies Record<string, Operation>;
