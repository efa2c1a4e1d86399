/**
 * `npm run bench:load`: what one API process bears on this machine, with real Postgres and Redis. Prints two JSON lines:
 * 1. `live`: 1,000 open sockets that receive live events, while dashboards and interviews are read;
 * 2. `login`: the login path (bcrypt, session, tokens).
 * The load comes from the same machine, and so do the servers: the figures are what is left after them.
 */
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { createBelongings, createPerson, type Belongings, type Person } from '../api/example-belongings.ts';
import { startApiProcess, type ApiProcess } from './api-process.ts';
import { openSockets } from './sockets.ts';

const { values } = parseArgs({ options: { sockets: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '20' }, only: { type: 'string' } } });
const sockets = Number(values.sockets);
const seconds = Number(values.seconds);
const defaults = {
  /** Each with an interview and ten to twenty sockets, as a person with several windows and a class that listens. */
  socketsPerPerson: 20,
  /** Live events per interview and second; a spoken interview has two to five while somebody speaks. */
  eventsPerSecond: 2,
  readers: 10,
  loginConnections: 4,
} as const;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const percentile = (sorted: number[], share: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
/** With what the machine had to do before: figures count on a quiet one only. */
const machine = { cores: cpus().length, cpu: cpus()[0]?.model, loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10 };
const asFigures = ({ requests, latency, errors, non2xx, duration }: autocannon.Result) => ({
  requests: requests.total, requestsPerSecond: Math.round(requests.total / duration), p50Ms: latency.p50, p99Ms: latency.p99, errors: errors + non2xx,
});

async function live({ url, context }: ApiProcess): Promise<object> {
  const people: (Person & Belongings)[] = [];
  for (let count = 0; count < Math.ceil(sockets / defaults.socketsPerPerson); count += 1) {
    const [person, coach] = [await createPerson(context, 'candidate'), await createPerson(context, 'coach')];
    people.push({ ...person, ...(await createBelongings(context, person.id, coach.id)) });
  }
  say(`opening ${sockets} sockets of ${people.length} people`);
  const owners = Array.from({ length: sockets }, (_, index) => people[index % people.length] as Person & Belongings);
  const listening = await openSockets(url, owners.map(({ token, plannedId }) => ({ token, interviewId: plannedId })));
  const stop = new AbortController();
  let published = 0;
  const publishing = Promise.all(people.map(async ({ plannedId }, index) => {
    await sleep((index * 1000) / defaults.eventsPerSecond / people.length);
    while (!stop.signal.aborted) {
      await context.events.publish(plannedId, { type: 'notice', at: 0, level: 'info', text: String(Date.now()) });
      published += 1;
      await sleep(1000 / defaults.eventsPerSecond);
    }
  }));
  say(`reading for ${seconds} s`);
  const requests = people.flatMap(({ token, heldId }) => ['/analytics/dashboard', `/interviews/${heldId}`, '/interviews'].map((path) => ({ method: 'GET' as const, path: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } })));
  const result = await autocannon({ url: url.replace('/api/v1', ''), connections: defaults.readers, duration: seconds, requests });
  stop.abort();
  await publishing;
  await sleep(2_000);
  const delays = listening.delays.toSorted((a, b) => a - b);
  const expected = published * (listening.opened / people.length);
  const events = { published, delivered: delays.length, missing: Math.round(expected) - delays.length, p50Ms: percentile(delays, 0.5), p99Ms: percentile(delays, 0.99) };
  const outcome = { opened: listening.opened, failed: listening.failed };
  await listening.close();
  return { bench: 'live', ...machine, sockets: outcome, events, reads: asFigures(result) };
}

async function login({ url, context }: ApiProcess): Promise<object> {
  const { email, password } = await createPerson(context, 'candidate');
  say(`signing in for ${seconds} s`);
  const result = await autocannon({
    url: `${url}/auth/login`, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }), connections: defaults.loginConnections, duration: seconds,
  });
  return { bench: 'login', ...machine, bcryptCost: 12, connections: defaults.loginConnections, ...asFigures(result) };
}

const api = await startApiProcess(say);
try {
  for (const [name, measure] of Object.entries({ live, login })) if (values.only === undefined || values.only === name) console.log(JSON.stringify(await measure(api)));
} finally {
  await api.stop();
}
process.exit();
