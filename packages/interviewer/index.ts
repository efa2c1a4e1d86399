/** The interviewer's engine: what to say next. Pure but for the follow-ups of a language model; spoken and typed interviews share it. */
export { followUpsByModel } from './follow-up-model.ts';
export { followUpRules, type FollowUpContext, type FollowUpSource } from './follow-ups.ts';
export { intentOf, type Intent } from './intents.ts';
export { Interviewer, type InterviewState, type Line, type Order, type ReplyStep, type Step, type Wish } from './interviewer.ts';
