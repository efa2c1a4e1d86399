/** The command that makes the first administrator. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findUserById } from '@greenroom/database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => { api = await startTestApi(inject('env')); });
afterAll(() => api.stop());

const run = (...words: string[]) =>
  promisify(execFile)(process.execPath, [fileURLToPath(new URL('set-role.ts', import.meta.url)), ...words], { env: { ...inject('env'), DATABASE_URL: api.settings.database.url } })
    .then(({ stdout }) => ({ code: 0, said: stdout }), (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }));

test('an account becomes an administrator', async () => {
  const { id } = await api.signUp('candidate');
  const email = (await findUserById(api.context.database, id))?.email ?? '';
  expect(await run(email, 'admin')).toMatchObject({ code: 0, said: expect.stringContaining('is admin now') });
  expect((await findUserById(api.context.database, id))?.role).toBe('admin');
});

test('an unknown address or role is refused, and it says what to do', async () => {
  expect(await run('nobody@example.com', 'admin')).toEqual({ code: 1, said: 'There is no account with the address nobody@example.com. Make one first.\n' });
  expect(await run('nobody@example.com', 'boss')).toEqual({ code: 2, said: 'usage: node api/accounts/set-role.ts EMAIL candidate|coach|admin\n' });
});
