/** The API, the workflow workers and a mail server that can be told how to behave: all real, with data of their own. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { simpleParser, type ParsedMail } from 'mailparser';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';
import type { UserRole } from '@greenroom/contracts';
import { createUser } from '@greenroom/database';
import { hashPassword } from '../../api/auth/passwords.ts';
import { startTestApi, type TestApi } from '../../api/testing.ts';
import { closeContext, createAccountActivities, createActivities, createContext, createRecorderActivities, createWorkers, type AccountActivities, type Activities, type Context } from '../../workflows/index.ts';
import { newNamespace, untilKnown } from '../../workflows/testing.ts';

export interface Person {
  id: string;
  email: string;
  token: string;
}
export interface AccountSystem {
  api: TestApi;
  temporal: Client;
  workflows: Context;
  /** To be called outside of a workflow; those that tell that they are alive cannot be. */
  activities: Activities & AccountActivities;
  letters: ParsedMail[];
  /** What the mail server says to an address; undefined: welcome. */
  mailServer: { answer(address: string): { code: number; text: string } | undefined };
  person(change?: { verified?: boolean; password?: string | null; role?: UserRole }): Promise<Person>;
  /** Waits for the letters to this address. */
  lettersTo(address: string, count?: number): Promise<ParsedMail[]>;
  stop(): Promise<void>;
}

/** @param graceDays between asking for a deletion and its day */
export async function startAccountSystem(env: Record<string, string>, graceDays = 14): Promise<AccountSystem> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const namespace = `test-${randomUUID()}`;
  const letters: ParsedMail[] = [];
  const mailServer: AccountSystem['mailServer'] = { answer: () => undefined };
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 200,
    onRcptTo: ({ address }, _session, done) => {
      const answer = mailServer.answer(address);
      if (answer === undefined) done();
      else done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData: (stream, _session, done) => void buffer(stream).then(simpleParser).then((letter) => {
      letters.push(letter);
      done();
    }),
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', ready));
  const smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;

  const api = await startTestApi(env, {
    settings: (settings) => ({ ...settings, temporal: { ...settings.temporal, namespace }, mail: { smtpUrl, from: 'Greenroom <no-reply@greenroom.example>' }, site: { url: 'https://greenroom.example' }, account: { deletionGraceDays: graceDays } }),
  });
  const { address } = api.settings.temporal;
  const connection = await Connection.connect({ address });
  await newNamespace(connection, namespace);
  const native = await NativeConnection.connect({ address });
  const workflows = await createContext(api.settings, pino({ level: 'silent' }));
  const accountActivities = createAccountActivities(workflows);
  const ordinary = createActivities(workflows);
  const workers = await untilKnown(() => createWorkers({ connection: native, namespace, activities: ordinary, recorderActivities: createRecorderActivities(workflows), accountActivities }));
  const running = Promise.all(workers.map((worker: Worker) => worker.run()));

  return {
    api, workflows, letters, mailServer,
    temporal: new Client({ connection, namespace }),
    activities: { ...ordinary, ...accountActivities },
    async person({ verified = true, password = null, role = 'candidate' } = {}) {
      const email = `${randomUUID()}@example.com`;
      const { id } = await createUser(api.context.database, { email, fullName: 'Dana Reyes', role, emailVerified: verified, passwordHash: password === null ? null : await hashPassword(password, 4) });
      return { id, email, token: await api.context.tokens.issue({ userId: id, role }) };
    },
    async lettersTo(to, count = 1) {
      const found = () => letters.filter((letter) => JSON.stringify(letter.to).includes(to));
      await expect.poll(() => found().length, { timeout: 20_000, interval: 50 }).toBeGreaterThanOrEqual(count);
      return found();
    },
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
      await native.close();
      await connection.close();
      await closeContext(workflows);
      await api.context.files.remove('exports/');
      await api.context.files.remove('resumes/');
      await api.stop();
      await new Promise<void>((done) => smtp.close(() => done()));
    },
  };
}

