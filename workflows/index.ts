/** What the tests and other processes may use of this service: the workers, and the types of what they do. */
export { createAccountActivities, ensureSchedules, type AccountActivities } from './account/index.ts';
export { createActivities, type Activities } from './activities/index.ts';
export { closeContext, createContext, type Context } from './context.ts';
export { createRecorderActivities, type RecorderActivities } from './recording/record-interview.ts';
export { createResumeActivities, type ResumeActivities } from './resumes/index.ts';
export { createWorkers, type WorkersOptions } from './workers.ts';
