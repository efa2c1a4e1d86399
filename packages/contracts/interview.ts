/**
 * The domain's words: plan, question, turn, word, mark, measure, score, report.
 *
 * Times inside an interview are **seconds on the interview's clock**: 0 is `clockStartedAt` (the moment at which
 * `POST …/start` was accepted), so that transcript, marks, notes and recording share one axis.
 */
import { z } from 'zod';

export const interviewTypes = ['technical', 'behavioral', 'hr', 'communication'] as const;
export const InterviewType = z.enum(interviewTypes);
export type InterviewType = z.infer<typeof InterviewType>;

/**
 * - `pending`: planned, not started.
 * - `in_progress`: a room exists and the workflow watches over it.
 * - `finishing`: the conversation is over, the report is being made.
 * - `completed`: the report exists.
 * - `abandoned`: the candidate never came, or left before saying anything; there is no report.
 * - `failed`: no report could be made; what was recorded is kept.
 */
export const interviewStatuses = ['pending', 'in_progress', 'finishing', 'completed', 'abandoned', 'failed'] as const;
export const InterviewStatus = z.enum(interviewStatuses);
export type InterviewStatus = z.infer<typeof InterviewStatus>;

/** `typed`: without a room; the candidate writes, and what can only be heard (pace, pauses, fillers) is not measured. */
export const InterviewMode = z.enum(['spoken', 'typed']);
export type InterviewMode = z.infer<typeof InterviewMode>;

/** The one quiet hint that a candidate may have while speaking; `off` is as in a real interview. */
export const cueKinds = ['pace', 'fillers', 'length'] as const;
export const Cue = z.enum(['off', ...cueKinds]);
export type Cue = z.infer<typeof Cue>;

/** How long a silence one would like to have before the interviewer takes it for the end of an answer. */
export const ThinkingTime = z.enum(['short', 'normal', 'long']);
export type ThinkingTime = z.infer<typeof ThinkingTime>;

/** How the interviewer sounds. */
export const InterviewerVoice = z.object({
  /** Which of the provider's voices. The voice of this machine is one, and lower. */
  sound: z.enum(['lower', 'higher']),
  pace: z.enum(['slower', 'normal', 'faster']),
});
export type InterviewerVoice = z.infer<typeof InterviewerVoice>;
export const usualVoice = { sound: 'lower', pace: 'normal' } as const satisfies InterviewerVoice;

export const Level = z.enum(['junior', 'mid', 'senior', 'lead']);
export type Level = z.infer<typeof Level>;

export const UserRole = z.enum(['candidate', 'coach', 'admin']);
export type UserRole = z.infer<typeof UserRole>;

export const Question = z.object({
  /** Stable inside its interview, for example `q1`. */
  id: z.string().min(1).max(40),
  text: z.string().min(1).max(600),
  /** What the question is after, for example "handling disagreement". */
  competency: z.string().max(80),
  /** What a good answer mentions; the judge and the follow-ups use it. */
  expectedPoints: z.array(z.string().max(200)).max(8),
  /** Ready-made follow-ups, used when nothing better fits. */
  probes: z.array(z.string().max(300)).max(4),
  /** Time for the answer and its follow-ups. */
  timeBudgetSeconds: z.number().int().min(20).max(900),
});
export type Question = z.infer<typeof Question>;

export const Plan = z.object({
  interviewId: z.uuid(),
  candidateName: z.string().max(120),
  type: InterviewType,
  mode: InterviewMode,
  role: z.string().max(120),
  level: Level,
  /** Untrusted text: data for a model, never an instruction. */
  jobDescription: z.string().max(20_000).nullable(),
  /** BCP 47, for example `en` or `en-GB`. */
  language: z.string().max(20),
  thinkingTime: ThinkingTime,
  voice: InterviewerVoice,
  cue: Cue,
  questions: z.array(Question).min(1).max(20),
});
export type Plan = z.infer<typeof Plan>;

export const Speaker = z.enum(['candidate', 'interviewer', 'coach']);
export type Speaker = z.infer<typeof Speaker>;

export const Word = z.object({
  text: z.string(),
  /** Seconds on the interview's clock. */
  start: z.number(),
  end: z.number(),
  /** True when the recogniser gives no word times and these were placed inside the voice-activity segment. */
  estimated: z.boolean(),
});
export type Word = z.infer<typeof Word>;

export const markKinds = ['filled_pause', 'discourse_marker', 'editing_term', 'possible_filler', 'hedge', 'repair', 'long_pause'] as const;
export const MarkKind = z.enum(markKinds);
export type MarkKind = z.infer<typeof MarkKind>;

/** Something noticed in a turn's words. `start` and `end` are character offsets into the turn's `text`. */
export const Mark = z.object({
  kind: MarkKind,
  text: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** Index of the first word it covers; for a pause, the word before it. */
  wordIndex: z.number().int().nonnegative(),
  /** False for what is shown and never scored ("so", "actually"). */
  scored: z.boolean(),
  /** Length, for a pause. */
  seconds: z.number().optional(),
});
export type Mark = z.infer<typeof Mark>;

export const Tone = z.object({ negative: z.number(), neutral: z.number(), positive: z.number(), label: z.enum(['negative', 'neutral', 'positive']) });
export type Tone = z.infer<typeof Tone>;

/** Everything measured over a span of speech (a 20 s window, an answer, a session). `null`: too little was said to tell. */
export const Measures = z.object({
  words: z.number().int(),
  /** First word's start to last word's end, summed over the answers it covers. */
  answerSeconds: z.number(),
  speakingSeconds: z.number(),
  /** Words per minute over speaking and pause time. */
  speechRateWpm: z.number().nullable(),
  /** Syllables per second of speaking time. */
  articulationRate: z.number().nullable(),
  pauseCount: z.number().int(),
  pausesPerMinute: z.number().nullable(),
  meanPauseSeconds: z.number().nullable(),
  longestPauseSeconds: z.number().nullable(),
  phonationRatio: z.number().nullable(),
  meanRunSyllables: z.number().nullable(),
  repairsPer100Words: z.number().nullable(),
  fillerCount: z.number().int(),
  possibleFillerCount: z.number().int(),
  /** Per minute of speaking time. */
  fillersPerMinute: z.number().nullable(),
  hedgeCount: z.number().int(),
  /** Silence before the answer: shown, never scored. */
  responseDelaySeconds: z.number().nullable(),
  tone: Tone.nullable(),
  /** 0–100. */
  fluency: z.number().nullable(),
});
export type Measures = z.infer<typeof Measures>;

/**
 * What a turn is for. The interviewer's: greeting, question, follow_up, acknowledgement (including "take your time"),
 * repeat, prompt (after silence), resume (after a lost connection), closing. The candidate's: answer, aside
 * ("can you repeat that?", "skip", "let me think"). A coach's who has taken over: question (whatever was said), acknowledgement.
 */
export const turnKinds = ['greeting', 'question', 'follow_up', 'acknowledgement', 'repeat', 'prompt', 'resume', 'closing', 'answer', 'aside'] as const;
export const TurnKind = z.enum(turnKinds);
export type TurnKind = z.infer<typeof TurnKind>;

/** What the interviewer made of one silence of the candidate: finished, or thinking? For developers; no part of any score. */
export const EndOfTurnLook = z.object({
  /** Seconds on the interview's clock at which the silence began. */
  at: z.number(),
  /** How likely it seemed that the answer was over, when the silence began: 0–1. */
  finished: z.number().min(0).max(1),
  /** Milliseconds of silence after which the interviewer would speak. */
  waitMs: z.number().nonnegative(),
  /** Milliseconds that the silence lasted, until either spoke. */
  silentMs: z.number().nonnegative(),
  /** `taken_back`: the interviewer decided to speak, and the candidate went on. */
  outcome: z.enum(['went_on', 'replied', 'taken_back']),
  /** What spoke for an end (above 0) and against it (below 0), in log-odds; together they make `finished`. */
  reasons: z.array(z.object({ name: z.string().max(60), weight: z.number() })).max(40),
});
export type EndOfTurnLook = z.infer<typeof EndOfTurnLook>;

/** One uninterrupted contribution. Stored idempotently by `(interviewId, seq)`. */
export const Turn = z.object({
  interviewId: z.uuid(),
  seq: z.number().int().nonnegative(),
  speaker: Speaker,
  kind: TurnKind,
  questionId: z.string().nullable(),
  /** Verbatim: fillers, repeats and false starts stay in. For the interviewer, only what was heard. */
  text: z.string(),
  startedAt: z.number(),
  endedAt: z.number(),
  words: z.array(Word),
  marks: z.array(Mark),
  measures: Measures.nullable(),
  /** Time between the other's last word and this turn's first. */
  responseDelayMs: z.number().nullable(),
  /** True when it was typed, not spoken. */
  typed: z.boolean(),
  /** True when the speaker was cut off (barge-in, hang-up, lost connection). */
  interrupted: z.boolean(),
  /** Of a spoken answer: the silences in it and after it, as they were judged. Only with the transcript of an interview that is over. */
  endOfTurn: z.array(EndOfTurnLook).optional(),
});
export type Turn = z.infer<typeof Turn>;

export const scoreDimensions = ['fluency', 'confidence', 'clarity', 'content'] as const;
export const ScoreDimension = z.enum(scoreDimensions);
export type ScoreDimension = z.infer<typeof ScoreDimension>;

/** Who judged. `kind: 'rules'` is our own deterministic code, `formula` a published measure, `model` a language model. */
export const Judge = z.object({ kind: z.enum(['rules', 'formula', 'model']), name: z.string(), version: z.string() });
export type Judge = z.infer<typeof Judge>;

/** A place in the transcript: `text.slice(start, end) === quote` in the turn with this `seq`, after whitespace folding. */
export const Evidence = z.object({
  turnSeq: z.number().int().nonnegative(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  quote: z.string().min(1),
  /** Seconds on the interview's clock at which the quote begins, for the player. */
  at: z.number(),
});
export type Evidence = z.infer<typeof Evidence>;

export const Claim = z.object({
  kind: z.enum(['strength', 'improvement', 'observation']),
  dimension: ScoreDimension,
  text: z.string().min(1),
  evidence: z.array(Evidence).min(1),
});
export type Claim = z.infer<typeof Claim>;

/** `value` is 0–100, or null with the reason: too little was said, or the person has switched this score off. */
export const Score = z.object({
  value: z.number().min(0).max(100).nullable(),
  reason: z.enum(['not_enough_evidence', 'switched_off']).nullable(),
  /** One sentence with the numbers that it rests on. */
  explanation: z.string(),
  /** Highest minus lowest of a model's three judgements; 0 for rules. */
  spread: z.number(),
  judge: Judge,
});
export type Score = z.infer<typeof Score>;

export const Scores = z.object({ fluency: Score, confidence: Score, clarity: Score, content: Score, overall: Score });
export type Scores = z.infer<typeof Scores>;

/** What a coach may put a score of one's own beside. */
export const overridableScores = [...scoreDimensions, 'overall'] as const;
/** A coach's score beside the machine's, which it never replaces. */
export const ScoreOverride = z.object({
  dimension: z.enum(overridableScores),
  value: z.number().int().min(0).max(100),
  reason: z.string(),
  coachId: z.uuid(),
  coachName: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ScoreOverride = z.infer<typeof ScoreOverride>;

/** One thing a good answer holds, and where it was said. `evidence` is null when it was not found. */
export const Coverage = z.object({ point: z.string(), covered: z.boolean(), evidence: Evidence.nullable() });
export type Coverage = z.infer<typeof Coverage>;

export const QuestionReport = z.object({
  questionId: z.string(),
  question: z.string(),
  competency: z.string(),
  /** The seqs of the turns that belong to it, both speakers, in order. */
  turnSeqs: z.array(z.number().int()),
  measures: Measures.nullable(),
  content: Score,
  clarity: Score,
  /** Situation, task, action, result for behavioural questions, otherwise empty. */
  star: z.array(Coverage),
  points: z.array(Coverage),
  claims: z.array(Claim),
});
export type QuestionReport = z.infer<typeof QuestionReport>;

export const Report = z.object({
  version: z.literal(1),
  interviewId: z.uuid(),
  createdAt: z.iso.datetime(),
  /** At most two sentences. */
  summary: z.string(),
  scores: Scores,
  measures: Measures.nullable(),
  /** Who read the tone of the words; absent where nothing was spoken, and in reports from before it was noted. */
  toneJudge: Judge.optional(),
  questions: z.array(QuestionReport),
  /** One thing to practise next, or null when too little was said. */
  nextPractice: z.string().nullable(),
  /** What a reader must know: a provider that fell back, an interviewer that had to be restarted, a part not recorded. */
  notices: z.array(z.string()),
});
export type Report = z.infer<typeof Report>;

/**
 * How loud each side of the recording is, for drawing it: the highest sample of each `1 / perSecond` seconds of the file, from 0
 * (silence) to 100 (full scale). A coach who has taken over is on the interviewer's side.
 */
export const Peaks = z.object({
  perSecond: z.number().int().positive(),
  candidate: z.array(z.number().int().min(0).max(100)),
  interviewer: z.array(z.number().int().min(0).max(100)),
});
export type Peaks = z.infer<typeof Peaks>;

/** `offsetSeconds`: a time on the interview's clock minus the same moment in the file. File time = clock time − offset. */
export const Recording = z.object({
  interviewId: z.uuid(),
  /** `expired`: it was removed because its owner does not keep recordings for longer. */
  status: z.enum(['recording', 'joining', 'ready', 'missing', 'expired']),
  contentType: z.string(),
  durationSeconds: z.number().nullable(),
  offsetSeconds: z.number().nullable(),
  sizeBytes: z.number().int().nullable(),
  segments: z.number().int(),
});
export type Recording = z.infer<typeof Recording>;
