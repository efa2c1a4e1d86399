/** Postgres: one file of queries per aggregate, each a plain function that takes the database first. */
export { connectDatabase, type Database, type DatabaseOptions } from './connect.ts';
export * from './errors.ts';
export * from './grants.ts';
export * from './interviews.ts';
export * from './letters.ts';
export { migrate } from './migrate.ts';
export * from './notes.ts';
export { pingDatabase } from './ping.ts';
export * from './recordings.ts';
export * from './reports.ts';
export * from './resume-passages.ts';
export * from './resumes.ts';
export type { EmotionData, SessionEnd, TokenPurpose } from './schema.ts';
export * from './turns.ts';
export * from './users.ts';
export * from './identities.ts';
export * from './one-time-tokens.ts';
export * from './sessions.ts';
