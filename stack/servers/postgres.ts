/** Postgres 18 with pgvector: what must not be lost. */
import { existsSync } from 'node:fs';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { postgresPrograms } from '../install/postgres-programs.ts';
import { StackError } from '../stack-error.ts';
import { postgresHome, type PostgresHome } from './postgres-home.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

const owner = 'greenroom';
const database = 'greenroom';

export async function startPostgres(context: StackContext): Promise<RunningServer> {
  const given = context.env['DATABASE_URL'];
  if (given) {
    await signIn(given).catch((error: Error) => {
      throw new StackError(`DATABASE_URL is set, but Postgres there does not answer as expected: ${error.message}. Correct or unset DATABASE_URL.`);
    });
    return elsewhere('postgres', new URL(given).host, { DATABASE_URL: given });
  }
  const home = await postgresHome(await postgresPrograms(context.env, context.cacheDir, context.say), context.cacheDir, context.dataDir);
  await makeCluster(home, context.secrets.postgresPassword);
  const urlFor = (port: number, name: string) => `postgres://${owner}:${context.secrets.postgresPassword}@127.0.0.1:${port}/${name}`;
  const launched = await launch(context, {
    name: 'postgres',
    ports: { postgres: { usual: 5432, protocol: 'tcp' } },
    timeoutMs: 30_000,
    spec: async ({ postgres }) => ({
      command: join(home.programs, 'postgres'),
      args: ['-D', join(home.data, 'cluster'), ...settings(postgres, context.throwaway)],
      env: context.env, cwd: home.data, user: home.user, input: undefined, stopSignal: 'SIGINT',
    }),
    check: ({ postgres }) => signIn(urlFor(postgres, 'postgres')),
  });
  await signIn(urlFor(launched.ports.postgres, database)).catch(async (error: { code?: string }) => {
    if (error.code !== databaseIsMissing) throw error;
    await execa(join(home.programs, 'createdb'), ['-h', '127.0.0.1', '-p', String(launched.ports.postgres), '-U', owner, database], { env: { PGPASSWORD: context.secrets.postgresPassword } });
  });
  return {
    name: 'postgres', address: `127.0.0.1:${launched.ports.postgres}`, pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile,
    env: { DATABASE_URL: urlFor(launched.ports.postgres, database) }, stop: launched.stop,
  };
}

/** Postgres' code for a database that does not exist. */
const databaseIsMissing = '3D000';

function settings(port: number, throwaway: boolean): string[] {
  const options = {
    port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, timezone: 'UTC', log_min_messages: 'warning',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function makeCluster(home: PostgresHome, password: string): Promise<void> {
  const cluster = join(home.data, 'cluster');
  if (existsSync(cluster)) {
    const major = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
    if (major !== '18') throw new StackError(`The database of this clone was written by Postgres ${major}, and 18 is in use now: "npm run stack -- reset" makes a new one.`);
    return;
  }
  const [half, passwordFile] = [`${cluster}.part`, join(home.data, 'password.part')];
  await rm(half, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.user !== undefined) await chown(passwordFile, home.user.uid, home.user.gid);
  try {
    const made = await execa(
      join(home.programs, 'initdb'),
      // The built-in provider sorts the same on every machine. What is written here is flushed with the first checkpoint.
      ['-D', half, '-U', owner, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync', '--no-instructions'],
      { cwd: home.data, reject: false, ...(home.user ?? {}) },
    );
    if (made.failed) throw Object.assign(new StackError(`initdb failed: ${(made.stderr ?? '').trim().split('\n').slice(-2).join(' | ') || made.shortMessage}`), /No space left/.test(made.stderr ?? '') ? { code: 'ENOSPC' } : {});
    await rename(half, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function signIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
