/** The workflows of this service. The exported names are the workflow types. */
export { interview } from './interview.ts';
