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
export type { EmotionData } from './schema.ts';
export * from './turns.ts';
export * from './users.ts';
