/** Temporal: the workflow engine, with its page for people. */
import { connect } from 'node:http2';
import { join } from 'node:path';
import { goProgram } from '../install/go-programs.ts';
import { StackError } from '../stack-error.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

export async function startTemporal(context: StackContext): Promise<RunningServer> {
  const namespace = context.env['TEMPORAL_NAMESPACE'] || 'default';
  const given = context.env['TEMPORAL_ADDRESS'];
  if (given) {
    await describeNamespace(given, namespace).catch((error: Error) => {
      throw new StackError(`TEMPORAL_ADDRESS is set, but Temporal there does not answer as expected: ${error.message}. Correct or unset TEMPORAL_ADDRESS.`);
    });
    return elsewhere('temporal', given, { TEMPORAL_ADDRESS: given, TEMPORAL_NAMESPACE: namespace });
  }
  const command = await goProgram('temporal', context);
  const launched = await launch(context, {
    name: 'temporal',
    ports: { grpc: { usual: 7233, protocol: 'tcp' }, ui: { usual: 8233, protocol: 'tcp' } },
    timeoutMs: 40_000,
    spec: async ({ grpc, ui }) => ({
      command,
      args: [
        // A profile or settings of the person's own must not lead it elsewhere.
        '--disable-config-file', '--disable-config-env',
        'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(grpc), '--log-level', 'warn', '--namespace', namespace,
        ...(context.throwaway ? ['--headless'] : ['--ui-port', String(ui), '--db-filename', join(context.dataDir, 'temporal.db')]),
      ],
      env: context.env, user: undefined, input: undefined, stopSignal: 'SIGTERM',
    }),
    check: ({ grpc }) => describeNamespace(`127.0.0.1:${grpc}`, namespace),
  });
  const address = `127.0.0.1:${launched.ports.grpc}`;
  // For the administrator's links. One who sees the page at another address may name that one.
  const page = context.throwaway ? undefined : context.env['TEMPORAL_UI_URL'] || `http://127.0.0.1:${launched.ports.ui}`;
  return {
    name: 'temporal',
    address: page === undefined ? address : `${address}, page http://127.0.0.1:${launched.ports.ui}`,
    pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile, stop: launched.stop,
    env: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, ...(page !== undefined && { TEMPORAL_UI_URL: page }) },
  };
}

/**
 * One gRPC call by hand: an open port is not enough, workflows need the namespace. The whole client would take longer to
 * load than the server takes to start.
 */
async function describeNamespace(address: string, namespace: string): Promise<void> {
  const name = Buffer.from(namespace);
  // DescribeNamespaceRequest { string namespace = 1 }, behind the five bytes that frame a gRPC message.
  const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const frame = Buffer.concat([Buffer.alloc(5), message]);
  frame.writeUInt32BE(message.length, 1);
  const session = connect(`http://${address}`);
  try {
    await new Promise<void>((resolve, reject) => {
      const give = (status: unknown, detail: unknown) => (String(status) === '0' ? resolve() : reject(new Error(`gRPC status ${String(status)}: ${decodeURIComponent(String(detail ?? ''))}`)));
      session.once('error', reject);
      const call = session.request({
        ':method': 'POST', ':path': '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace',
        'content-type': 'application/grpc', te: 'trailers',
      });
      call.setTimeout(3000, () => reject(new Error('no answer within 3 s')));
      call.once('error', reject);
      // An error without a message comes in the headers, everything else in the trailers.
      call.once('response', (headers) => headers['grpc-status'] !== undefined && give(headers['grpc-status'], headers['grpc-message']));
      call.once('trailers', (trailers) => give(trailers['grpc-status'], trailers['grpc-message']));
      call.resume();
      call.end(frame);
    });
  } finally {
    session.destroy();
  }
}
