import { migrate } from '@greenroom/database';
import { loadSettings } from '@greenroom/settings';
import { createContext } from './context.ts';
import { createLog } from './log.ts';
import { createMetricsServer } from './metrics.ts';
import { createApiServer } from './server.ts';
import { stopCleanly } from './stop-cleanly.ts';

const settings = loadSettings();
const log = createLog(settings.log.level);
try {
  const context = await createContext(settings, log);
  await migrate(context.database, (line) => log.info(line));
  await context.files.ensureBucket().catch((error: unknown) => log.warn({ error }, 'The bucket could not be checked; there are no recordings until the file store is back'));
  if (settings.files.encryptionKeys.length === 0) log.warn('FILE_ENCRYPTION_KEYS is not set: no résumé is taken');
  const server = createApiServer(context);
  const metrics = createMetricsServer(context.metrics, log);
  stopCleanly({ server, metrics }, context);
  const { metricsPort, metricsHost } = settings.telemetry;
  if (metricsPort !== 0) metrics.listen(metricsPort, metricsHost, () => log.info({ 'server.address': metricsHost, 'server.port': metricsPort }, 'Metrics are served'));
  server.listen(settings.api.port, settings.api.host, () => log.info({ 'server.address': settings.api.host, 'server.port': settings.api.port }, 'API is listening'));
} catch (error) {
  log.fatal({ error }, 'API cannot start');
  process.exit(1);
}
