import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restartWithoutSharedModels } from './restart-without-shared-models.ts';

/** The worker's health page, saying what the framework's says. */
let says: { status: number; text: string };
let page: Server;
let stop: () => void;
beforeEach(async () => {
  says = { status: 200, text: 'OK' };
  page = createServer((_request, response) => response.writeHead(says.status).end(says.text));
  await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
  stop();
  page.close();
});

const log: string[] = [];
function watch(activeJobs: unknown[]) {
  const watched = { restarts: 0 };
  stop = restartWithoutSharedModels({
    server: { activeJobs: activeJobs as [] }, httpPort: (page.address() as AddressInfo).port, everyMs: 20,
    log: pino({}, { write: (line: string) => void log.push(line) }), restart: () => (watched.restarts += 1),
  });
  return watched;
}
const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 150));
const dead = { status: 503, text: 'inference process not running' };

test('a worker whose shared models are gone starts anew when no interview runs, and says why', async () => {
  const jobs: unknown[] = [{}];
  const watched = watch(jobs);
  await soon();
  says = dead;
  await soon();
  expect(watched.restarts).toBe(0);
  expect(log.filter((line) => line.includes('speech models has ended'))).toHaveLength(1);
  jobs.splice(0);
  await soon();
  expect(watched.restarts).toBe(1);
});

test('one that is still starting, or has only lost LiveKit, does not', async () => {
  says = dead;
  const watched = watch([]);
  await soon();
  says = { status: 503, text: 'not connected to livekit' };
  await soon();
  says = { status: 200, text: 'OK' };
  await soon();
  says = { status: 503, text: 'not connected to livekit' };
  await soon();
  expect(watched.restarts).toBe(0);
});
