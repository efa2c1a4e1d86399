/** A real agent worker whose interviewers do nothing but live, for tests of how their death is dealt with. Its name is the argument. */
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import { DispatchMetadata, identities, roleAttribute } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';

const settings = loadSettings();
const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address() as AddressInfo;
    probe.close(() => resolve(free));
  });
});
initializeLogger({ pretty: false, level: 'error' });
const server = new AgentServer(
  new ServerOptions({
    agent: fileURLToPath(new URL('./job.ts', import.meta.url)),
    agentName: process.argv[2] as string,
    wsURL: settings.livekit.url,
    apiKey: settings.livekit.apiKey,
    apiSecret: settings.livekit.apiSecret,
    host: '127.0.0.1',
    port,
    production: true,
    numIdleProcesses: 1,
    loadFunc: () => Promise.resolve(0),
    logLevel: 'error',
    requestFunc: async (request) => {
      const { attempt } = DispatchMetadata.parse(JSON.parse(request.job.metadata));
      await request.accept('Interviewer', identities.agent(attempt), '', { [roleAttribute]: 'interviewer' });
    },
  }),
);
await server.run();
