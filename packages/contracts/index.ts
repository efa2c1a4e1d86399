export * from './interview.ts';
export * from './jobs.ts';
export * from './live.ts';
export * from './mail.ts';
export * from './permissions.ts';
export * from './rest.ts';
export * from './room.ts';
