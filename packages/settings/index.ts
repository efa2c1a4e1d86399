/**
 * The only reader of `process.env`. It is parsed once, at the start of a process, and handed out as typed slices.
 * A wrong value stops the start with the variable's name and what was expected.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { providerSlice, providerVariables } from './providers.ts';

export type { ProviderSettings } from './providers.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const seconds = z.coerce.number().int().min(1).max(24 * 3600);
const perWindow = z.coerce.number().int().min(1).max(10_000_000);
/** A list with commas; empty by default. */
const list = z.string().default('').transform((text) => text.split(',').map((each) => each.trim()).filter((each) => each !== ''));
const optionalText = z.string().trim().transform((text) => (text === '' ? undefined : text)).optional();

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port' }),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' }),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(3).default('greenroom'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  /** AES-256 keys for files that are stored encrypted: `id:base64,id:base64`. The first one encrypts, all of them decrypt. */
  FILE_ENCRYPTION_KEYS: optionalText.transform((text, check) => {
    const keys = (text ?? '').split(',').flatMap((pair) => (pair.trim() === '' ? [] : [encryptionKey(pair.trim())]));
    if (keys.includes(undefined)) check.addIssue('expected id:key,id:key; an id has 1 to 32 letters, digits, - or _; a key is 32 bytes in base64 (openssl rand -base64 32)');
    else if (new Set(keys.map((key) => key?.id)).size < keys.length) check.addIssue('expected each id once');
    return keys.filter((key) => key !== undefined);
  }),
  LIVEKIT_URL: z.url({ protocol: /^wss?$/, error: 'expected ws(s)://host:port' }),
  /** What a browser is told, when it differs from LIVEKIT_URL. */
  LIVEKIT_PUBLIC_URL: z.url({ protocol: /^wss?$/, error: 'expected ws(s)://host:port' }).optional(),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'expected host:port').default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(8080),
  /** Ed25519 private keys as a JSON Web Key Set; the first one signs, all of them verify. */
  AUTH_SIGNING_KEYS: z.string().startsWith('{', 'expected a JSON Web Key Set: {"keys":[…]}'),
  SPEECH_MODELS_DIR: z.string().min(1),
  AGENT_HTTP_PORT: port.default(8081),
  INTERVIEW_JOIN_TIMEOUT_SECONDS: seconds.default(600),
  INTERVIEW_ABSENCE_TIMEOUT_SECONDS: seconds.default(60),
  INTERVIEW_MAX_DURATION_SECONDS: seconds.default(5_400),
  INTERVIEW_TYPED_ABSENCE_TIMEOUT_SECONDS: seconds.default(300),
  LIVE_SOCKETS_PER_ACCOUNT: z.coerce.number().int().min(1).max(100_000).default(20),
  INTERVIEW_PAUSE_LIMIT_SECONDS: seconds.default(1_800),
  /** How long the address of a recording works. */
  RECORDING_ADDRESS_SECONDS: z.coerce.number().int().min(60).max(24 * 3600).default(3_600),
  ...providerVariables,
  /** A mail server: `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. The stack starts one that keeps letters as files. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp(s)://user:password@host:port' }).default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.string().regex(/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, 'expected an address, or: Name <address>').default('Greenroom <greenroom@localhost>'),
  /** The site as people reach it, for links in letters. */
  SITE_URL: z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' }).default('http://127.0.0.1:3000').transform((url) => new URL(url).origin),
  ACCOUNT_DELETION_GRACE_DAYS: z.coerce.number().min(0).max(90).default(14),
  /** Sites whose scripts may call the API from a browser, besides the site itself. */
  CORS_ORIGINS: list.pipe(z.array(z.string().refine(isOrigin, 'expected origins like https://example.com, separated by commas'))),
  /** Whose X-Forwarded-For is believed: addresses, networks (10.0.0.0/8), or loopback, linklocal, uniquelocal. */
  TRUSTED_PROXIES: list.pipe(z.array(z.string().refine(isProxy, 'expected addresses, networks like 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas'))),
  /** Requests in a minute. */
  RATE_LIMIT_ADDRESS: perWindow.default(1_200),
  RATE_LIMIT_ACCOUNT: perWindow.default(600),
  /** Requests in five minutes. */
  RATE_LIMIT_SIGN_IN: perWindow.default(60),
  RATE_LIMIT_COSTLY: perWindow.default(60),
  /** 0: no metrics. */
  API_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9_091),
  API_METRICS_HOST: z.string().default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' }).optional(),
  /** Temporal's own pages, for links in the administrator's list. */
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' }).optional(),
  /** 2^cost rounds: 12 takes about 0.25 s on one core. */
  BCRYPT_COST: z.coerce.number().int().min(12, 'expected 12 or more').max(16, 'expected 16 or less: 16 takes 4 s').default(12),
  /** The API as a browser reaches it: providers send it back there. Default: `API_HOST` and `API_PORT`. */
  API_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' }).transform((url) => new URL(url).origin).optional(),
  GOOGLE_CLIENT_ID: optionalText,
  GOOGLE_CLIENT_SECRET: optionalText,
  GOOGLE_ISSUER: z.url({ protocol: /^https?$/, error: 'expected http(s)://host' }).default('https://accounts.google.com'),
  LINKEDIN_CLIENT_ID: optionalText,
  LINKEDIN_CLIENT_SECRET: optionalText,
  LINKEDIN_ISSUER: z.url({ protocol: /^https?$/, error: 'expected http(s)://host' }).default('https://www.linkedin.com/oauth'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function encryptionKey(pair: string): { id: string; key: string } | undefined {
  const [, id, key] = /^([\w-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(pair) ?? [];
  return id === undefined || key === undefined ? undefined : { id, key };
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
}

function slices(env: z.infer<typeof Environment>) {
  return {
    database: { url: env.DATABASE_URL },
    redis: { url: env.REDIS_URL },
    files: {
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      bucket: env.S3_BUCKET,
      accessKeyId: env.S3_ACCESS_KEY_ID,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY,
      /** Base64. Empty: nothing can be stored encrypted, so no résumé is taken. */
      encryptionKeys: env.FILE_ENCRYPTION_KEYS,
    },
    livekit: {
      url: env.LIVEKIT_URL,
      publicUrl: env.LIVEKIT_PUBLIC_URL ?? env.LIVEKIT_URL,
      apiKey: env.LIVEKIT_API_KEY,
      apiSecret: env.LIVEKIT_API_SECRET,
    },
    temporal: { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE },
    api: { host: env.API_HOST, port: env.API_PORT, signingKeys: env.AUTH_SIGNING_KEYS },
    agent: { httpPort: env.AGENT_HTTP_PORT },
    live: { socketsPerAccount: env.LIVE_SOCKETS_PER_ACCOUNT },
    interviews: {
      joinTimeoutSeconds: env.INTERVIEW_JOIN_TIMEOUT_SECONDS,
      absenceTimeoutSeconds: env.INTERVIEW_ABSENCE_TIMEOUT_SECONDS,
      maxDurationSeconds: env.INTERVIEW_MAX_DURATION_SECONDS,
      typedAbsenceTimeoutSeconds: env.INTERVIEW_TYPED_ABSENCE_TIMEOUT_SECONDS,
      pauseLimitSeconds: env.INTERVIEW_PAUSE_LIMIT_SECONDS,
    },
    providers: providerSlice(env, env.SPEECH_MODELS_DIR),
    recordings: { addressSeconds: env.RECORDING_ADDRESS_SECONDS },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    site: { url: env.SITE_URL },
    account: { deletionGraceDays: env.ACCOUNT_DELETION_GRACE_DAYS },
    http: {
      /** Origins whose scripts may call the API: the site's own, and those that were named. */
      corsOrigins: [...new Set([env.SITE_URL, ...env.CORS_ORIGINS])],
      trustedProxies: env.TRUSTED_PROXIES,
      limits: { address: env.RATE_LIMIT_ADDRESS, account: env.RATE_LIMIT_ACCOUNT, signIn: env.RATE_LIMIT_SIGN_IN, costly: env.RATE_LIMIT_COSTLY },
    },
    telemetry: { metricsHost: env.API_METRICS_HOST, metricsPort: env.API_METRICS_PORT, otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT },
    admin: { temporalUiUrl: env.TEMPORAL_UI_URL },
    auth: {
      bcryptCost: env.BCRYPT_COST,
      /** An origin, without a slash at its end. */
      apiUrl: env.API_PUBLIC_URL ?? `http://${env.API_HOST}:${env.API_PORT}`,
      providers: {
        google: provider(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET, env.GOOGLE_ISSUER),
        linkedin: provider(env.LINKEDIN_CLIENT_ID, env.LINKEDIN_CLIENT_SECRET, env.LINKEDIN_ISSUER),
      },
    },
    log: { level: env.LOG_LEVEL },
  };
}
/** A provider is offered when both its id and its secret are there. */
function provider(clientId: string | undefined, clientSecret: string | undefined, issuer: string) {
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret, issuer };
}
export type Settings = ReturnType<typeof slices>;

/** The start must stop: one line per wrong variable, without the value (it may be a secret). */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** @throws SettingsError naming every variable that is missing or wrong, and what was expected. */
export function loadSettings(env: Record<string, string | undefined> = process.env): Settings {
  const parsed = Environment.safeParse(env);
  if (parsed.success) return slices(parsed.data);
  const lines = parsed.error.issues.map((issue) => {
    // Of a list, not the place in it.
    const name = String(issue.path[0]);
    return env[name] === undefined ? `${name} is not set. "npm start" sets it; see docs/settings.md.` : `${name}: ${issue.message}`;
  });
  throw new SettingsError(lines.join('\n'));
}

/** Only the providers, for a check of their keys without any server. @throws SettingsError */
export function loadProviderSettings(speechModelsDir: string, env: Record<string, string | undefined> = process.env): Settings['providers'] {
  const parsed = z.object(providerVariables).safeParse(env);
  if (parsed.success) return providerSlice(parsed.data, speechModelsDir);
  throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected http(s)://host:port' });
const WebEnvironment = z.object({
  API_URL: httpUrl,
  /** The API as a browser reaches it, for signing in with a provider. Default: API_URL. */
  API_PUBLIC_URL: httpUrl.optional(),
  LIVEKIT_PUBLIC_URL: z.url({ protocol: /^wss?$/, error: 'expected ws(s)://host:port' }),
  /** The site as a browser reaches it. */
  ORIGIN: httpUrl.transform((url) => new URL(url).origin),
  /** Offered on the sign-in page, for a demo on one's own machine. Never set these where others can reach the site. */
  DEMO_ACCOUNT_EMAIL: optionalText,
  DEMO_ACCOUNT_PASSWORD: optionalText,
});
/** The site needs three addresses and no secret. */
export function loadWebSettings(env: Record<string, string | undefined> = process.env) {
  const parsed = WebEnvironment.safeParse(env);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const { API_URL, API_PUBLIC_URL = API_URL, LIVEKIT_PUBLIC_URL, ORIGIN, DEMO_ACCOUNT_EMAIL, DEMO_ACCOUNT_PASSWORD } = parsed.data;
  return {
    apiUrl: API_URL,
    apiPublicUrl: API_PUBLIC_URL,
    livekitUrl: LIVEKIT_PUBLIC_URL,
    origin: ORIGIN,
    demoAccount: DEMO_ACCOUNT_EMAIL === undefined || DEMO_ACCOUNT_PASSWORD === undefined ? undefined : { email: DEMO_ACCOUNT_EMAIL, password: DEMO_ACCOUNT_PASSWORD },
  };
}
export type WebSettings = ReturnType<typeof loadWebSettings>;
