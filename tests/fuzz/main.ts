/**
 * `npm run fuzz`: an API with real servers and seeded data, fuzzed from its own OpenAPI document, signed in as a candidate (or `--role coach`, `--role admin`).
 * Fails on a 5xx, a status or media type that the document does not name, or a reply outside its schema. One JSON line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserRole } from '@greenroom/contracts';
import { createBelongings, createPerson, type Belongings } from '../../api/example-belongings.ts';
import { createLog } from '../../api/log.ts';
import { startTestApi } from '../../api/testing.ts';
import { pythonTool, schemathesis } from '../../stack/install/python-tools.ts';
import { cacheDir, removeDataDir, startServers } from '../../stack/index.ts';
import { readOutcome } from './outcome.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '180' }, operation: { type: 'string', multiple: true, default: [] }, seed: { type: 'string' }, role: { type: 'string', default: 'candidate' } } });
const role = UserRole.parse(values.role);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a reply is held against. Whether bad input is refused is told by our own tests: the document cannot say all of it. */
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,ignored_auth,unsupported_method';
/** Signed by LiveKit, so that only noise would arrive. */
const leftOut = ['livekitWebhook'];

/** Reads that would otherwise only ever see things that are not there. */
function seededParameters({ heldId, otherHeldId, resumeId, analysisId, exportId, shareToken }: Belongings): string {
  const seeded: Record<string, Record<string, string>> = {
    ...Object.fromEntries(['readInterview', 'readTranscript', 'readReport', 'addressRecording', 'listShares', 'listNotes', 'addNote', 'createShare'].map((name) => [name, { 'path.id': heldId }])),
    ...Object.fromEntries(['readResume', 'readResumeFile', 'changeResume'].map((name) => [name, { 'path.id': resumeId }])),
    readResumeAnalysis: { 'path.id': analysisId },
    readExport: { 'path.id': exportId },
    readExportFile: { 'path.id': exportId },
    readShared: { 'path.token': shareToken },
    readSharedRecording: { 'path.token': shareToken },
    compareInterviews: { 'query.first': heldId, 'query.second': otherHeldId },
  };
  return Object.entries(seeded)
    .map(([name, parameters]) => `[[operations]]\ninclude-operation-id = "${name}"\nparameters = { ${Object.entries(parameters).map(([key, value]) => `"${key}" = "${value}"`).join(', ')} }\n`)
    .join('\n');
}

async function fuzz(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-fuzz-'));
  const servers = await startServers({ dataDir, portPolicy: 'free', throwaway: true, say });
  try {
    const tool = await pythonTool(schemathesis, cacheDir(), say);
    const faults: string[] = [];
    const log = createLog('error', { write: (line) => void faults.push(line) });
    // Made-up passwords need not be expensive to compare.
    const api = await startTestApi(servers.env, { log, settings: (settings) => ({ ...settings, auth: { ...settings.auth, bcryptCost: 4 } }) });
    try {
      // The coach has a grant for all of the candidate's interviews.
      const people = { candidate: await createPerson(api.context, 'candidate'), coach: await createPerson(api.context, 'coach'), admin: await createPerson(api.context, 'admin') };
      const config = join(dataDir, 'schemathesis.toml');
      await writeFile(config, seededParameters(await createBelongings(api.context, people.candidate.id, people.coach.id)));
      const report = join(dataDir, 'report.json');
      const only = values.operation.flatMap((name) => ['--include-operation-id', name]);
      const args = [
        '--config-file', config, 'run', `${api.url}/openapi.json`, '--header', `Authorization: Bearer ${people[role].token}`, '--checks', checks, '--max-time', values.seconds, '--max-examples', '15', '--workers', '2',
        '--continue-on-failure', '--request-timeout', '30', '--generation-database', 'none', '--no-color', '--report', 'json', '--report-json-path', report,
        ...(values.seed === undefined ? [] : ['--seed', values.seed]), ...leftOut.flatMap((name) => ['--exclude-operation-id', name]), ...only,
      ];
      const [command = '', ...module] = tool.command;
      say(`fuzzing ${api.url} for ${values.seconds} s`);
      const fuzzer = spawn(command, [...module, ...args], { env: { ...process.env, ...tool.env }, cwd: dataDir, stdio: ['ignore', 2, 2] });
      await once(fuzzer, 'exit');
      for (const line of faults) say(line.trim());
      const outcome = readOutcome(await readFile(report, 'utf8'));
      const counted = (await api.context.metrics.requests.get()).values.filter(({ metricName }) => metricName?.endsWith('_count') === true);
      console.log(JSON.stringify({ role, requests: counted.reduce((sum, { value }) => sum + value, 0), ...outcome, serverErrors: faults.length }));
      return outcome.failures === 0 && faults.length === 0 && outcome.cases > 0 ? 0 : 1;
    } finally {
      await api.stop();
    }
  } finally {
    await servers.stop();
    await removeDataDir(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

process.exit(await fuzz());
