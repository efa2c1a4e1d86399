import { setTimeout as after } from 'node:timers/promises';
import { connectDatabase, type Database } from '@greenroom/database';
import { connectEvents, type Events } from '@greenroom/events';
import { connectFiles, type Files } from '@greenroom/files';
import { createResumeReader, type ResumeReader } from '@greenroom/resumes';
import type { LanguageModel } from '@greenroom/providers/language/language-model';
import { selectLanguageModel } from '@greenroom/providers/select-language-model';
import type { Settings } from '@greenroom/settings';
import { WebhookReceiver } from 'livekit-server-sdk';
import { createSignIn, type SignIn } from './auth/providers/index.ts';
import { createPasswords, type Passwords } from './auth/passwords.ts';
import { createSeal, type Seal } from './auth/seal.ts';
import { createTokens, type Tokens } from './auth/tokens.ts';
import { connectDurable, type Durable } from './durable.ts';
import { connectRooms, type InterviewRooms } from './interview-rooms.ts';
import { connectWorkflows, type InterviewWorkflows } from './interview-workflows.ts';
import { createListenerNews, type ListenerNews } from './live/listeners.ts';
import { handBackFor } from './live/orders.ts';
import { createLog, warnSeldom, type Logger } from './log.ts';
import { createMail, type MailService } from './mail.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createProviderHealth, type ProviderHealthCheck } from './provider-health.ts';
import { createRecordingAddresses, type RecordingAddresses } from './recordings/addresses.ts';
import { closeRedis, connectRedis, type Redis } from './redis.ts';
import { createTracing, queryWatch, watched, type Tracing } from './tracing.ts';

/** Everything that a route may use. Made once per process; a test may put its own part in a part's place. */
export interface Context {
  interviewTimes: Settings['interviews'];
  /** Temporal's own pages, if there are any. */
  temporalUiUrl: string | undefined;
  /** Live sockets that one account may have open on this instance. */
  socketsPerAccount: number;
  /** Origins, proxies and limits. */
  http: Settings['http'];
  log: Logger;
  metrics: Metrics;
  tracing: Tracing;
  database: Database;
  events: Events;
  /** For counters and short-lived keys. A command fails at once while Redis is away. */
  redis: Redis;
  /** For what is kept in Redis of answers. */
  keptAnswers: Seal;
  files: Files;
  /** Takes uploaded files apart, each in a process of its own. */
  resumes: ResumeReader;
  rooms: InterviewRooms;
  /** Tells candidates who listens. */
  listeners: ListenerNews;
  workflows: InterviewWorkflows;
  /** For other durable work: exports, deletion, letters. */
  durable: Durable;
  mail: MailService;
  /** Where the site is, for links in letters: an origin without a slash at its end. */
  siteUrl: string;
  /** Between asking for an account's deletion and its day. */
  deletionGraceDays: number;
  recordings: RecordingAddresses;
  /** Undefined without a provider: rules and the bank then do the work, and say so. */
  languageModel: LanguageModel | undefined;
  /** Whether the providers of speech and thought answer. */
  providerHealth: ProviderHealthCheck;
  webhooks: WebhookReceiver;
  tokens: Tokens;
  passwords: Passwords;
  signIn: SignIn;
  /** Called once when the process is asked to stop, before requests under way have finished: the live socket sends its clients elsewhere. */
  goodbyes: Set<() => void>;
  /** What is being worked on, also for callers who have gone: the parts are closed after it. */
  underWay: Set<Promise<unknown>>;
  close(): Promise<void>;
}

/** Longest wait for it. */
const underWayMs = 10_000;

/** Only wrong signing keys make it fail; servers that are away are reached when they come. */
export async function createContext(settings: Settings, log: Logger = createLog(settings.log.level)): Promise<Context> {
  const tokens = await createTokens(settings.api.signingKeys);
  const passwords = await createPasswords(settings.auth.bcryptCost);
  const underWay = new Set<Promise<unknown>>();
  const metrics = createMetrics();
  const tracing = createTracing(settings.telemetry.otlpEndpoint);
  const database = connectDatabase({
    url: settings.database.url,
    onConnectionLost: (error) => log.warn({ error }, 'Database connection lost'),
    onQuery: queryWatch(tracing, metrics),
  });
  const watch = <T extends object>(part: string, target: T): T => watched(part, target, tracing, metrics);
  const files = connectFiles(settings.files);
  const workflows = watch('temporal', connectWorkflows(settings.temporal));
  const durable = watch('temporal', connectDurable(settings.temporal));
  const [events, redis] = await Promise.all([
    connectEvents({ url: settings.redis.url, onError: warnSeldom(log, 'Redis is not available') }),
    connectRedis({
      url: settings.redis.url,
      onAway: (error) => log.warn({ error }, 'Redis is away: limits are counted in this process, repeated requests are not recognised'),
      onBack: () => log.info('Redis is back'),
    }),
  ]);
  const rooms = watch('livekit', connectRooms(settings.livekit, settings.interviews));
  const context: Context = {
    interviewTimes: settings.interviews,
    temporalUiUrl: settings.admin.temporalUiUrl,
    socketsPerAccount: settings.live.socketsPerAccount,
    http: settings.http,
    log,
    metrics,
    tracing,
    database,
    events: watch('redis', events),
    redis,
    keptAnswers: createSeal(settings.api.signingKeys, 'kept answers'),
    files: watch('files', files),
    resumes: createResumeReader(),
    rooms,
    listeners: createListenerNews({ database, events, rooms, log }, (interview, coachId) => handBackFor(context, interview, coachId)),
    workflows,
    durable,
    mail: createMail(database, durable),
    siteUrl: settings.site.url,
    deletionGraceDays: settings.account.deletionGraceDays,
    recordings: createRecordingAddresses(settings.api.signingKeys, settings.recordings.addressSeconds),
    languageModel: selectLanguageModel(settings.providers, (notice) => log.warn(notice)),
    providerHealth: createProviderHealth(settings.providers),
    webhooks: new WebhookReceiver(settings.livekit.apiKey, settings.livekit.apiSecret),
    tokens,
    passwords,
    signIn: createSignIn(settings),
    goodbyes: new Set(),
    underWay,
    async close() {
      await Promise.race([Promise.allSettled(underWay), after(underWayMs, undefined, { ref: false })]);
      await Promise.allSettled([events.close(), closeRedis(redis), workflows.close(), durable.close(), database.close()]);
      files.close();
      // Last, so that the spans of all that was under way are sent.
      await tracing.close().catch((error: unknown) => log.warn({ error }, 'The last traces could not be sent'));
    },
  };
  return context;
}
