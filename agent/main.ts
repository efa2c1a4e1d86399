/** The agent worker: registers with LiveKit under a name and starts one process per interview that is dispatched to it. */
import { fileURLToPath } from 'node:url';
import { AgentServer, InferenceRunner, initializeLogger, ServerOptions } from '@livekit/agents';
import { agentName, DispatchMetadata, identities, roleAttribute } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { pino } from 'pino';
import { reportedLoad } from './reported-load.ts';
import { speechModelsMethod } from './speech-models/protocol.ts';
import { restartWithoutSharedModels } from './speech-models/restart-without-shared-models.ts';
import { TakenJobs } from './taken-jobs.ts';

const settings = loadSettings();
/** The framework writes what was said into its debug log: speech must not get there. */
const frameworkLogLevel = ['trace', 'debug'].includes(settings.log.level) ? 'info' : settings.log.level;
initializeLogger({ pretty: false, level: frameworkLogLevel });

// The processes that the framework forks inherit these. By itself V8 lets a heap grow several times over before it cleans up where a
// machine has much memory: an interview that needs 70 MB of heap held 210 MB after ten minutes. Megabytes.
process.execArgv.push('--max-old-space-size=512', '--max-semi-space-size=8');

// One process that all interviews share hears and speaks for them: the framework starts it before the first interview.
InferenceRunner.registerRunner(speechModelsMethod, new URL('./speech-models/runner.ts', import.meta.url).href);

const taken = new TakenJobs();
const server = new AgentServer(
  new ServerOptions({
    agent: fileURLToPath(new URL('./interview-job.ts', import.meta.url)),
    agentName,
    wsURL: settings.livekit.url,
    apiKey: settings.livekit.apiKey,
    apiSecret: settings.livekit.apiSecret,
    host: '127.0.0.1',
    port: settings.agent.httpPort,
    production: true,
    // One process waits, so that a dispatched interviewer is there within a second.
    numIdleProcesses: 1,
    loadFunc: (worker) => Promise.resolve(reportedLoad(worker.activeJobs.length)),
    loadThreshold: 1,
    initializeProcessTimeout: 30_000,
    shutdownProcessTimeout: 15_000,
    logLevel: frameworkLogLevel,
    requestFunc: async (request) => {
      const metadata = DispatchMetadata.parse(JSON.parse(request.job.metadata));
      if (!taken.take(metadata, Date.now())) return request.reject();
      const { attempt } = metadata;
      await request.accept('Interviewer', identities.agent(attempt), '', { [roleAttribute]: 'interviewer' });
    },
  }),
);

const stop = (): void => {
  server
    .close()
    .then(() => process.exit(0))
    .catch(() => process.exit(1));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
restartWithoutSharedModels({ server, httpPort: settings.agent.httpPort, log: pino({ name: 'agent', level: settings.log.level }), restart: () => void server.close().finally(() => process.exit(1)) });
await server.run();
