import { expect, test } from 'vitest';
import { loadSettings, loadWebSettings, SettingsError } from './index.ts';

const complete = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/greenroom',
  REDIS_URL: 'redis://127.0.0.1:6379',
  S3_ENDPOINT: 'http://127.0.0.1:7070',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
  LIVEKIT_URL: 'ws://127.0.0.1:7880',
  LIVEKIT_API_KEY: 'devkey',
  LIVEKIT_API_SECRET: 'secret',
  AUTH_SIGNING_KEYS: '{"keys":[]}',
  SPEECH_MODELS_DIR: '/models',
};

test('a complete environment becomes typed slices with defaults', () => {
  const settings = loadSettings(complete);
  expect(settings.api.port).toBe(8080);
  expect(settings.livekit.publicUrl).toBe('ws://127.0.0.1:7880');
  expect(settings.providers.openai).toBeUndefined();
});

test('a wrong value stops the start with the name of the variable and what was expected, but not the value', () => {
  const load = () => loadSettings({ ...complete, DATABASE_URL: 'mysql://user:hunter2@host/db', API_PORT: '99999' });
  expect(load).toThrow(SettingsError);
  expect(load).toThrow(/DATABASE_URL: expected postgres:\/\//);
  expect(load).toThrow(/API_PORT: /);
  expect(load).not.toThrow(/hunter2/);
});

test('a missing variable is named', () => {
  expect(() => loadSettings({ ...complete, REDIS_URL: undefined })).toThrow(/REDIS_URL is not set/);
});

test('file encryption keys are named, and the first one comes first', () => {
  const [a, b] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
  expect(loadSettings({ ...complete, FILE_ENCRYPTION_KEYS: `new:${a}, old:${b}` }).files.encryptionKeys).toEqual([{ id: 'new', key: a }, { id: 'old', key: b }]);
  expect(loadSettings(complete).files.encryptionKeys).toEqual([]);
  expect(() => loadSettings({ ...complete, FILE_ENCRYPTION_KEYS: 'new:c2hvcnQ=' })).toThrow(/FILE_ENCRYPTION_KEYS: expected id:key.*32 bytes/);
  expect(() => loadSettings({ ...complete, FILE_ENCRYPTION_KEYS: `k:${a},k:${b}` })).toThrow(/each id once/);
});

test('an empty key counts as no key', () => {
  expect(loadSettings({ ...complete, OPENAI_API_KEY: '', GEMINI_API_KEY: ' ' }).providers.gemini).toBeUndefined();
});

test('passwords are never hashed with fewer than 2^12 rounds', () => {
  expect(loadSettings(complete).auth.bcryptCost).toBe(12);
  expect(() => loadSettings({ ...complete, BCRYPT_COST: '11' })).toThrow(/BCRYPT_COST: expected 12 or more/);
});

test('a provider to sign in with is offered when both its id and its secret are set', () => {
  expect(loadSettings({ ...complete, GOOGLE_CLIENT_ID: 'id' }).auth.providers).toEqual({ google: undefined, linkedin: undefined });
  const { auth } = loadSettings({ ...complete, GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret', API_PUBLIC_URL: 'https://api.example.com/' });
  expect(auth).toMatchObject({ apiUrl: 'https://api.example.com', providers: { google: { clientId: 'id', issuer: 'https://accounts.google.com' }, linkedin: undefined } });
});

const site = { API_URL: 'http://127.0.0.1:8080', LIVEKIT_PUBLIC_URL: 'ws://127.0.0.1:7880', ORIGIN: 'http://localhost:3000/' };

test('the site offers a demo account only when both its e-mail and its password are set', () => {
  expect(loadWebSettings(site).demoAccount).toBeUndefined();
  expect(loadWebSettings({ ...site, DEMO_ACCOUNT_EMAIL: 'dana@example.com' }).demoAccount).toBeUndefined();
  const demo = { DEMO_ACCOUNT_EMAIL: 'dana@example.com', DEMO_ACCOUNT_PASSWORD: 'a long enough one' };
  expect(loadWebSettings({ ...site, ...demo }).demoAccount?.email).toBe('dana@example.com');
});

test("the site's own address loses its trailing slash, and a wrong one stops the start", () => {
  expect(loadWebSettings(site).origin).toBe('http://localhost:3000');
  expect(() => loadWebSettings({ ...site, ORIGIN: 'localhost' })).toThrow(/ORIGIN: expected http/);
});

test('letters have a sender and a server, and links lead to the site’s origin', () => {
  const { mail, site } = loadSettings({ ...complete, SMTP_URL: 'smtps://post%40office:p%3Aw@mail.example:465', MAIL_FROM: 'Greenroom <hello@greenroom.example>', SITE_URL: 'https://greenroom.example/' });
  expect(mail).toEqual({ smtpUrl: 'smtps://post%40office:p%3Aw@mail.example:465', from: 'Greenroom <hello@greenroom.example>' });
  expect(site.url).toBe('https://greenroom.example');
  expect(() => loadSettings({ ...complete, SMTP_URL: 'mail.example' })).toThrow(/SMTP_URL: expected smtp\(s\):/);
  expect(() => loadSettings({ ...complete, MAIL_FROM: 'Greenroom\r\nBcc: x@example.com' })).toThrow(/MAIL_FROM: expected an address/);
});

test('origins and proxies are lists, empty unless set, and a wrong one is refused with the variable’s name', () => {
  const { http } = loadSettings({ ...complete, CORS_ORIGINS: 'https://a.example, https://b.example:8443', TRUSTED_PROXIES: '10.0.0.0/8, ::1, loopback' });
  expect(http.corsOrigins).toEqual(['http://127.0.0.1:3000', 'https://a.example', 'https://b.example:8443']);
  expect(http.trustedProxies).toEqual(['10.0.0.0/8', '::1', 'loopback']);
  expect(loadSettings(complete).http).toMatchObject({ corsOrigins: ['http://127.0.0.1:3000'], trustedProxies: [] });
  for (const wrong of ['*', 'https://a.example/', 'a.example', 'javascript:1']) expect(() => loadSettings({ ...complete, CORS_ORIGINS: wrong })).toThrow(/^CORS_ORIGINS: expected origins/);
  for (const wrong of ['true', '1', '10.0.0.0/33', '999.1.1.1', 'proxy.example']) expect(() => loadSettings({ ...complete, TRUSTED_PROXIES: wrong })).toThrow(/^TRUSTED_PROXIES: expected addresses/);
});
