/** The tables as TypeScript sees them; the truth about them is in `migrations/`. Columns are snake_case there and camelCase here. */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Cue, EndOfTurnLook, EndReason, InterviewerVoice, InterviewMode, InterviewStatus, InterviewType, Level, Mail, MailTemplate, MarkKind, Measures, QuestionSource, ReadabilityFinding, Recording, Report, ResumeAnalysisResult, ResumeAnalysisStatus, ResumeFormat, SignInMethod, SignInProvider, Scores, Speaker, ThinkingTime, Tone, TurnKind, UserRole } from '@greenroom/contracts';

/** A jsonb column: read as the value, written as JSON text. */
type Json<T extends object | null> = JSONColumnType<T, string, string>;

interface Dated {
  createdAt: Generated<Date>;
}
interface Updated extends Dated {
  updatedAt: Generated<Date>;
}

export type TokenPurpose = 'verify-email' | 'reset-password' | 'sign-in-google' | 'sign-in-linkedin';
/** `reused`: an old refresh token came back, so that somebody has copied one. */
export type SessionEnd = 'signed-out' | 'ended-by-owner' | 'reused' | 'password-changed' | 'disabled';

/** What an account's care adds to `users`. */
interface AccountCare {
  /** What differs from the defaults of the contract's `AccountSettings`. */
  settings: ColumnType<object, string | undefined, string>;
  deletionPlannedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface Schema {
  users: Updated & AccountCare & { id: Generated<string>; email: string; passwordHash: string | null; fullName: string; role: UserRole; emailVerifiedAt: Date | null; disabledAt: Date | null };
  sessions: Dated & {
    id: Generated<string>;
    userId: string;
    method: SignInMethod;
    userAgent: string | null;
    generation: Generated<number>;
    rotatedAt: Generated<Date>;
    expiresAt: Date;
    endedAt: Date | null;
    endReason: SessionEnd | null;
  };
  refreshTokens: Dated & { tokenHash: Buffer; sessionId: string; generation: number; expiresAt: Date };
  oneTimeTokens: Dated & { tokenHash: Buffer; userId: string; purpose: TokenPurpose; challenge: string | null; expiresAt: Date; usedAt: Date | null };
  identities: Dated & { provider: SignInProvider; subject: string; userId: string; email: string };
  interviews: Updated & {
    id: Generated<string>;
    userId: string;
    resumeId: string | null;
    type: InterviewType;
    mode: Generated<InterviewMode>;
    status: Generated<InterviewStatus>;
    role: string;
    level: Level;
    language: string;
    thinkingTime: Generated<ThinkingTime>;
    voice: ColumnType<InterviewerVoice, string | undefined, string>;
    cue: Generated<Cue>;
    againInterviewId: string | null;
    againQuestionId: string | null;
    jobDescription: string | null;
    questionSource: Json<QuestionSource> | null;
    overallScore: number | null;
    duration: number | null;
    endReason: EndReason | null;
    clockStartedAt: Date | null;
    pausedAt: Date | null;
    completedAt: Date | null;
  };
  interviewQuestions: Dated & {
    id: Generated<string>;
    interviewId: string;
    questionId: string;
    position: number;
    questionText: string;
    competency: string;
    expectedPoints: Json<string[]>;
    probes: Json<string[]>;
    timeBudgetSeconds: number;
    answerText: string | null;
    /** Key of the recording in the file store, with the answer's place in it: `…/recording.ogg#t=12.5,48.25` (seconds). */
    answerAudioUrl: string | null;
    score: number | null;
    feedback: string | null;
  };
  turns: Dated & {
    interviewId: string;
    seq: number;
    speaker: Speaker;
    kind: TurnKind;
    questionId: string | null;
    text: string;
    startedAtSeconds: number;
    endedAtSeconds: number;
    responseDelayMs: number | null;
    typed: boolean;
    interrupted: boolean;
    endOfTurn: Json<EndOfTurnLook[]> | null;
  };
  words: { interviewId: string; seq: number; position: number; text: string; startSeconds: number; endSeconds: number; estimated: boolean };
  marks: {
    interviewId: string;
    seq: number;
    position: number;
    kind: MarkKind;
    text: string;
    startCharacter: number;
    endCharacter: number;
    wordIndex: number;
    scored: boolean;
    seconds: number | null;
  };
  measures: {
    interviewId: string;
    seq: number;
    data: Json<Measures>;
    words: GeneratedAlways<number>;
    speakingSeconds: GeneratedAlways<number>;
    speechRateWpm: GeneratedAlways<number | null>;
    fillerCount: GeneratedAlways<number>;
    pauseCount: GeneratedAlways<number>;
    fluency: GeneratedAlways<number | null>;
  };
  interviewAnalytics: Updated & {
    id: Generated<string>;
    interviewId: string;
    fluencyScore: number | null;
    confidenceScore: number | null;
    clarityScore: number | null;
    contentScore: number | null;
    fillerWordCount: number | null;
    speechRateWpm: number | null;
    emotionData: Json<EmotionData>;
  };
  typedOrders: Dated & { interviewId: string; id: string; command: Json<object> | null };
  typedTalks: { interviewId: string; step: number; talk: Json<object>; updatedAt: Generated<Date> };
  notes: Updated & { id: Generated<string>; interviewId: string; authorId: string; atSeconds: number; text: string; visibility: Generated<'private' | 'shared'> };
  coachGrants: Dated & { id: Generated<string>; candidateId: string; coachId: string; interviewId: string | null };
  coachInvites: Dated & { id: Generated<string>; candidateId: string; interviewId: string | null; email: string | null; tokenHash: Buffer; expiresAt: Date };
  shareLinks: Dated & {
    id: Generated<string>;
    interviewId: string;
    tokenHash: Buffer;
    scope: ('report' | 'transcript' | 'recording')[];
    expiresAt: Date;
    revokedAt: Date | null;
    views: Generated<number>;
    lastViewedAt: Date | null;
  };
  scoreOverrides: Updated & { interviewId: string; coachId: string; dimension: keyof Report['scores']; value: number; reason: string };
  letters: Dated & {
    key: string;
    template: MailTemplate;
    toEmail: string | null;
    mail: Json<Mail> | null;
    status: Generated<'waiting' | 'sent' | 'refused'>;
    endedAt: Date | null;
  };
  accountExports: Updated & {
    id: Generated<string>;
    userId: string;
    status: Generated<'gathering' | 'ready' | 'failed' | 'expired'>;
    sizeBytes: number | null;
    expiresAt: Date | null;
  };
  recordings: Updated & Recording;
  recordingPeaks: { interviewId: string; perSecond: number; candidate: number[]; interviewer: number[] };
  reports: Updated & {
    interviewId: string;
    version: number;
    report: Json<Report>;
    measures: GeneratedAlways<Measures | null>;
    scores: GeneratedAlways<Scores>;
    nextPractice: GeneratedAlways<string | null>;
  };
  resumes: Updated & {
    id: Generated<string>;
    userId: string;
    /** The file's key in the store. */
    fileUrl: string;
    fileName: string;
    format: ResumeFormat;
    sizeBytes: number;
    pages: number | null;
    targetRole: string | null;
    text: string;
    readability: Json<ReadabilityFinding[]>;
    confirmed: Generated<boolean>;
    analysisResult: Json<ResumeAnalysisResult> | null;
    matchScore: number | null;
    /** pgvector's text form, `[0.1,0.2]`. */
    embedding: string | null;
    embeddingModel: string | null;
  };
  resumePassages: {
    resumeId: string;
    position: number;
    startCharacter: number;
    endCharacter: number;
    search: string;
    embedding: string | null;
    embeddingModel: string | null;
  };
  resumeAnalyses: Dated & {
    id: Generated<string>;
    resumeId: string;
    text: string;
    jobDescription: string | null;
    targetRole: string | null;
    status: Generated<ResumeAnalysisStatus>;
    step: Generated<string>;
    percent: Generated<number>;
    draft: Json<ResumeAnalysisResult> | null;
    result: Json<ResumeAnalysisResult> | null;
    failure: string | null;
    completedAt: Date | null;
  };
}

/** The tone of the words: of the whole session, and of each question's answer. Informs; no part of any score. */
export interface EmotionData {
  session: Tone | null;
  questions: { questionId: string; tone: Tone | null }[];
}
