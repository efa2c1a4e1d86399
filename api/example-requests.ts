/** A smallest valid request for every operation of the contract, for tests that go through all of them. One that is forgotten is a type error. */
import type { OperationName } from '@greenroom/contracts';
import type { Belongings, Person } from './example-belongings.ts';

export interface ExampleRequest {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  form?: FormData;
}
export interface Scene extends Belongings {
  caller: Person;
  /** Somebody whom nothing connects with the caller. */
  stranger: Person;
  /** Expiry and signature of the recording's address. */
  signature: Record<string, string>;
}

const random43 = 'A'.repeat(43);
const interview = { type: 'behavioral', role: 'Engineer', level: 'mid' };
const none = (): ExampleRequest => ({});
const held = ({ heldId }: Scene): ExampleRequest => ({ params: { id: heldId } });
const planned = ({ plannedId }: Scene): ExampleRequest => ({ params: { id: plannedId } });
const resume = ({ resumeId }: Scene): ExampleRequest => ({ params: { id: resumeId } });

export const exampleRequests: { readonly [N in OperationName]: (scene: Scene) => ExampleRequest } = {
  health: none,
  readApiDocument: none,
  readApiPage: none,
  livekitWebhook: none,

  register: () => ({ body: { email: 'someone@example.com', password: 'a rather long sentence', fullName: 'Some One' } }),
  login: ({ caller }) => ({ body: { email: caller.email, password: caller.password } }),
  refresh: () => ({ body: { refreshToken: random43 } }),
  logout: () => ({ body: { refreshToken: random43 } }),
  me: none,
  verifyEmail: () => ({ body: { token: random43 } }),
  sendVerification: none,
  forgotPassword: () => ({ body: { email: 'nobody@example.com' } }),
  resetPassword: () => ({ body: { token: random43, password: 'another long sentence' } }),
  changePassword: ({ caller }) => ({ body: { currentPassword: caller.password, newPassword: 'another long sentence' } }),
  listSessions: none,
  endSession: ({ sessionId }) => ({ params: { id: sessionId } }),
  listProviders: none,
  startProviderSignIn: () => ({ params: { provider: 'google' }, query: { challenge: random43 } }),
  finishProviderSignIn: () => ({ params: { provider: 'google' } }),
  exchangeProviderCode: () => ({ body: { code: random43, verifier: random43 } }),
  readPublicKeys: none,

  readAccount: none,
  changeAccount: () => ({ body: { fullName: 'Dana R. Reyes' } }),
  exportAccount: none,
  listExports: none,
  readExport: ({ exportId }) => ({ params: { id: exportId } }),
  readExportFile: ({ exportId }) => ({ params: { id: exportId } }),
  deleteAccount: ({ caller }) => ({ body: { password: caller.password } }),
  restoreAccount: none,

  listInterviews: none,
  createInterview: () => ({ body: interview }),
  readInterview: held,
  startInterview: planned,
  completeInterview: planned,
  deleteInterview: planned,
  joinInterview: (scene) => ({ ...planned(scene), body: { mode: 'listen' } }),
  readTranscript: held,
  readReport: held,
  addressRecording: held,
  readPeaks: held,
  listListeners: planned,
  readRecording: (scene) => ({ ...held(scene), query: scene.signature }),

  createTicket: none,
  answerInterview: (scene) => ({ ...planned(scene), body: { text: 'I led the team.' } }),
  pauseInterview: planned,
  resumeInterview: planned,
  listWhispers: planned,
  repeatQuestion: planned,
  thinkLonger: planned,
  skipQuestion: planned,

  createShare: (scene) => ({ ...held(scene), body: { scope: ['report'] } }),
  listShares: held,
  revokeShare: ({ heldId, shareId }) => ({ params: { id: heldId, shareId } }),
  readShared: ({ shareToken }) => ({ params: { token: shareToken } }),
  readSharedRecording: ({ shareToken }) => ({ params: { token: shareToken } }),
  readSharedPeaks: ({ shareToken }) => ({ params: { token: shareToken } }),
  inviteCoach: () => ({ body: {} }),
  listCoachInvites: none,
  revokeCoachInvite: ({ inviteId }) => ({ params: { id: inviteId } }),
  openCoachInvite: ({ inviteToken }) => ({ body: { token: inviteToken } }),
  acceptCoachInvite: ({ inviteToken }) => ({ body: { token: inviteToken } }),
  listCoachGrants: none,
  endCoachGrant: ({ grantId }) => ({ params: { id: grantId } }),
  listNotes: held,
  addNote: (scene) => ({ ...held(scene), body: { at: 1, text: 'Well said.' } }),
  changeNote: ({ heldId, noteId }) => ({ params: { id: heldId, noteId }, body: { text: 'Very well said.' } }),
  removeNote: ({ heldId, noteId }) => ({ params: { id: heldId, noteId } }),
  overrideScore: ({ heldId }) => ({ params: { id: heldId, dimension: 'clarity' }, body: { value: 70, reason: 'Clearer than the rules saw.' } }),
  withdrawScore: ({ heldId }) => ({ params: { id: heldId, dimension: 'clarity' } }),

  listQuestionsByType: () => ({ params: { type: 'hr' } }),
  generateQuestions: () => ({ query: interview }),
  generateQuestionsFor: () => ({ body: interview }),

  uploadResume: () => {
    const form = new FormData();
    form.set('file', new Blob(['Dana Reyes\ndana@example.com\n\nExperience\nEngineer at Example, 2019 to 2024. Led a team of five and halved the time of a release.\n\nEducation\nBSc Computer Science\n\nSkills\nTypeScript, Postgres']), 'resume.txt');
    return { form };
  },
  listResumes: none,
  readResume: resume,
  changeResume: (scene) => ({ ...resume(scene), body: { targetRole: 'Engineer' } }),
  deleteResume: resume,
  readResumeFile: resume,
  listResumeAnalyses: resume,
  analyzeResume: ({ resumeId }) => ({ body: { resumeId } }),
  readResumeAnalysis: ({ analysisId }) => ({ params: { id: analysisId } }),

  readDashboard: none,
  readProgress: none,
  readHistory: none,
  compareInterviews: ({ heldId, otherHeldId }) => ({ query: { first: heldId, second: otherHeldId } }),

  listUsers: none,
  changeUser: ({ stranger }) => ({ params: { id: stranger.id }, body: { disabled: false } }),
  listRunningInterviews: none,
  readParts: none,
  checkProviders: none,
  listFailedWorkflows: none,
};
