/** What others use of the stack. */
export { startServers, type Servers, type ServerOptions } from './servers/start-servers.ts';
export { startSystem, type RunningSystem, type SystemOptions } from './system/start-system.ts';
export type { RunningServer, ServerName } from './servers/server.ts';
export { removeDataDir } from './servers/data-dir.ts';
export { StackError } from './stack-error.ts';
export { cacheDir, cloneDataDir, cloneRoot } from './places.ts';
