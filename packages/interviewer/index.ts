/** The interviewer's engine: what to say next. Pure but for the follow-ups of a language model; spoken and typed interviews share it. */
export { expectationOf, mayGoOn, patienceFor, type Expectation } from './expectations.ts';
export { followUpsByModel } from './follow-up-model.ts';
export { followUpRules, type FollowUpContext, type FollowUpSource } from './follow-ups.ts';
export { intentOf, type Intent } from './intents.ts';
export { Interviewer, type Answer, type InterviewState, type Line, type Order, type ReplyOptions, type ReplyStep, type Step, type Wish } from './interviewer.ts';
