/** S3, by versitygw over plain files: recordings, résumés, reports. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { goProgram } from '../install/go-programs.ts';
import { StackError } from '../stack-error.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

const usualBucket = 'greenroom';
const usualRegion = 'us-east-1';

export async function startS3(context: StackContext): Promise<RunningServer> {
  const given = context.env['S3_ENDPOINT'];
  const names = { S3_BUCKET: context.env['S3_BUCKET'] || usualBucket, S3_REGION: context.env['S3_REGION'] || usualRegion };
  if (given) {
    const keys = { S3_ACCESS_KEY_ID: context.env['S3_ACCESS_KEY_ID'] ?? '', S3_SECRET_ACCESS_KEY: context.env['S3_SECRET_ACCESS_KEY'] ?? '' };
    const env = { S3_ENDPOINT: given, ...names, ...keys };
    await ensureBucket(env).catch((error: Error) => {
      throw new StackError(explain(error, env));
    });
    return elsewhere('s3', given, env);
  }
  const command = await goProgram('versitygw', context);
  const [root, metadata] = [join(context.dataDir, 's3', 'files'), join(context.dataDir, 's3', 'metadata')];
  await mkdir(root, { recursive: true });
  await mkdir(metadata, { recursive: true });
  const keys = { S3_ACCESS_KEY_ID: context.secrets.s3AccessKeyId, S3_SECRET_ACCESS_KEY: context.secrets.s3SecretAccessKey };
  const envFor = (port: number) => ({ S3_ENDPOINT: `http://127.0.0.1:${port}`, ...names, ...keys });
  const launched = await launch(context, {
    name: 's3',
    ports: { s3: { usual: 7070, protocol: 'tcp' } },
    timeoutMs: 20_000,
    spec: async ({ s3 }) => ({
      command,
      // A folder for metadata, because not every file system keeps extended attributes.
      args: ['--port', `127.0.0.1:${s3}`, '--health', '/health', '--quiet', '--region', names.S3_REGION, 'posix', '--sidecar', metadata, root],
      env: { ...context.env, ROOT_ACCESS_KEY_ID: keys.S3_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY: keys.S3_SECRET_ACCESS_KEY },
      user: undefined, input: undefined, stopSignal: 'SIGTERM',
    }),
    check: ({ s3 }) => ensureBucket(envFor(s3)),
  });
  return { name: 's3', address: envFor(launched.ports.s3).S3_ENDPOINT, pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile, env: envFor(launched.ports.s3), stop: launched.stop };
}

interface S3Environment { S3_ENDPOINT: string; S3_REGION: string; S3_BUCKET: string; S3_ACCESS_KEY_ID: string; S3_SECRET_ACCESS_KEY: string }

/** Proves address and keys, and makes the bucket where there is none. */
async function ensureBucket(env: S3Environment): Promise<void> {
  const client = new S3Client({
    endpoint: env.S3_ENDPOINT, region: env.S3_REGION, forcePathStyle: true, maxAttempts: 1,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY },
  });
  try {
    await client.send(new HeadBucketCommand({ Bucket: env.S3_BUCKET })).catch(async (error: { $metadata?: { httpStatusCode?: number } }) => {
      if (error.$metadata?.httpStatusCode !== 404) throw error;
      await client.send(new CreateBucketCommand({ Bucket: env.S3_BUCKET }));
    });
  } finally {
    client.destroy();
  }
}

function explain(error: Error & { $metadata?: { httpStatusCode?: number } }, env: S3Environment): string {
  const status = error.$metadata?.httpStatusCode;
  if (status === 401 || status === 403) return `S3 at ${env.S3_ENDPOINT} refuses these keys for the bucket "${env.S3_BUCKET}": correct S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or unset S3_ENDPOINT.`;
  return `S3_ENDPOINT is set, but S3 there does not answer as expected: ${error.message || error.name}. Correct or unset S3_ENDPOINT.`;
}
