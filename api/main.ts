import { migrate } from '@greenroom/database';
import { loadSettings } from '@greenroom/settings';
import { createContext } from './context.ts';
import { createApiServer } from './server.ts';
import { stopCleanly } from './stop-cleanly.ts';

const settings = loadSettings();
const context = await createContext(settings);
const { log } = context;
await migrate(context.database, (line) => log.info(line));
await context.files.ensureBucket().catch((error: unknown) => log.warn({ error }, 'The bucket could not be checked; recordings are not available until the file store is'));

const server = createApiServer(context);
server.listen(settings.api.port, settings.api.host, () => log.info({ 'server.address': settings.api.host, 'server.port': settings.api.port }, 'API is listening'));
stopCleanly(server, context);
