import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadSettings } from '@greenroom/settings';
import { exampleQuestion } from './example-rows.ts';
import { createInterview, createUser, deleteAccountRows, findInterview, findUserById, startInterview, type Database } from './index.ts';
import { openTestDatabase } from './testing.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase(loadSettings(inject('env')).database.url);
  ({ db } = opened);
});
afterAll(() => opened.close());

test('an account is not deleted before everything about an interview that began meanwhile is known', async () => {
  const { id: userId } = await createUser(db, { email: `${randomUUID()}@example.com`, passwordHash: null, fullName: 'Dana Reyes', role: 'candidate' });
  const planned = async () => (await createInterview(db, { userId, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] })).id;
  const known = await planned();
  const begun = await planned();
  await startInterview(db, begun, Date.now());
  expect(await deleteAccountRows(db, userId, [known])).toEqual({ removed: false, unknownIds: [begun] });
  expect(await findUserById(db, userId)).toBeDefined();
  expect(await findInterview(db, known)).toBeDefined();
  expect(await deleteAccountRows(db, userId, [known, begun])).toEqual({ removed: true, unknownIds: [] });
  expect(await findUserById(db, userId)).toBeUndefined();
  expect(await findInterview(db, begun)).toBeUndefined();
  // Tried again after an answer was lost.
  expect(await deleteAccountRows(db, userId, [known, begun])).toEqual({ removed: false, unknownIds: [] });
});
