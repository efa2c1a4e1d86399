import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadSettings } from '@greenroom/settings';
import { exampleQuestion } from './example-rows.ts';
import { connectDatabase, createInterview, createUser, deleteAccountRows, findInterview, findUserById, migrate, startInterview, type Database } from './index.ts';
import { createTestDatabase } from './testing.ts';

let made: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
beforeAll(async () => {
  made = await createTestDatabase(loadSettings(inject('env')).database.url);
  db = connectDatabase({ url: made.url });
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await made.drop();
});

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
