/** Analytics: how one comes along from interview to interview. Only completed interviews count; null is never 0. */
import { z } from 'zod';
import { InterviewType, Level } from '../interview.ts';
import { page, Paging, type Operation } from './operation.ts';
import { BankQuestion } from './questions.ts';

export const skillKeys = ['overall', 'content', 'clarity', 'confidence', 'fluency'] as const;
export const measureKeys = [
  'fillersPerMinute', 'speechRateWpm', 'articulationRate', 'pausesPerMinute', 'meanPauseSeconds', 'longestPauseSeconds', 'phonationRatio', 'meanRunSyllables',
  'repairsPer100Words', 'hedgesPer100Words', 'responseDelaySeconds',
] as const;
export const SkillKey = z.enum(skillKeys);
export type SkillKey = z.infer<typeof SkillKey>;
export const MeasureKey = z.enum(measureKeys);
export type MeasureKey = z.infer<typeof MeasureKey>;
export const SeriesKey = z.enum([...skillKeys, ...measureKeys]);
export type SeriesKey = z.infer<typeof SeriesKey>;

const scoreOrNull = z.number().min(0).max(100).nullable();
const scores = z.object({ overall: scoreOrNull, content: scoreOrNull, clarity: scoreOrNull, confidence: scoreOrNull, fluency: scoreOrNull }).describe('0 to 100; null: not enough evidence, or not spoken.');
const measures = z.object(Object.fromEntries(measureKeys.map((key) => [key, z.number().nullable()])) as Record<MeasureKey, z.ZodNullable<z.ZodNumber>>);
const heldAt = z.iso.datetime().describe('When it was started.');

/** A completed interview in a list. */
export const PracticeSession = z.object({
  interviewId: z.uuid(),
  type: InterviewType,
  role: z.string(),
  level: Level,
  heldAt,
  completedAt: z.iso.datetime(),
  /** Seconds. */
  duration: z.number().int().nullable(),
  /** True when no answer was spoken: there are no measures of speech then. */
  typed: z.boolean(),
  scores,
  /** Null when nothing was measured. */
  measures: measures.nullable(),
});
export type PracticeSession = z.infer<typeof PracticeSession>;

/** Where one began: the median of the first three sessions, or of the earlier half when a range cuts off what was before. */
export const Baseline = z.object({ value: z.number(), method: z.enum(['first_three', 'earlier_half']), sessions: z.number().int() });
export type Baseline = z.infer<typeof Baseline>;

/**
 * The latest sessions (median of up to three, none of the baseline's) against the baseline. `noise` is the standard error of that difference, from
 * how much one session differs from the next; a difference of less than twice the noise is `steady`.
 */
export const Change = z.object({
  difference: z.number(),
  noise: z.number(),
  verdict: z.enum(['better', 'worse', 'higher', 'lower', 'steady']),
  /** How many sessions it compares with the baseline. */
  sessions: z.number().int(),
});
export type Change = z.infer<typeof Change>;

export const Trend = z.object({
  key: SeriesKey,
  /** Which direction is an improvement. `neither`: shown, and not judged. */
  better: z.enum(['higher', 'lower', 'neither']),
  latest: z.number().nullable(),
  baseline: Baseline.nullable(),
  /** Null, with a reason, when there are fewer than five values. */
  change: Change.nullable(),
  reason: z.enum(['not_enough_evidence']).nullable(),
  /**
   * The judge whose scores are compared; sessions that another judge scored are shown and left out of baseline and change. For the overall score it
   * names the parts too: a mean without fluency is not compared with one that has it. Null for measures.
   */
  judge: z.string().nullable(),
  judgedOtherwise: z.number().int(),
});
export type Trend = z.infer<typeof Trend>;

export const Series = Trend.extend({
  kind: z.enum(['skill', 'measure']),
  unit: z.string(),
  /** One for each session, in the same order; null where it was not measured. */
  values: z.array(z.number().nullable()),
  /** Who judged each value of a skill; null for a measure, which nobody judges. */
  judges: z.array(z.string().nullable()).nullable(),
});
export type Series = z.infer<typeof Series>;

export const Streak = z.object({
  /** In a row up to now: a day (week) without an interview ends it once it is over. */
  current: z.number().int(),
  longest: z.number().int(),
  /** Whether this day (week) has an interview already. */
  practised: z.boolean(),
});
export type Streak = z.infer<typeof Streak>;

export const WeakCompetency = z.object({
  competency: z.string(),
  type: InterviewType,
  /** Mean content score of its answers in the last ten interviews, 0 to 100. */
  meanScore: z.number(),
  answers: z.number().int(),
});
export type WeakCompetency = z.infer<typeof WeakCompetency>;

export const Dashboard = z.object({
  lastInterview: PracticeSession.nullable(),
  /** One for each skill. */
  trends: z.array(Trend),
  streak: z.object({ timeZone: z.string(), days: Streak, weeks: Streak }),
  /** Null: not enough evidence (fewer than three scored answers, or one competency only). */
  weakest: WeakCompetency.nullable(),
  /** What to do next: a question to begin with, and the last report's advice. `question` is null before the first interview is scored. */
  nextPractice: z.object({ type: InterviewType, question: BankQuestion.nullable(), advice: z.string().nullable() }).nullable(),
  totals: z.object({
    interviews: z.number().int(),
    answers: z.number().int(),
    /** Seconds of one's own speech. */
    speakingSeconds: z.number(),
    words: z.number().int(),
    byType: z.object({ technical: z.number().int(), behavioral: z.number().int(), hr: z.number().int(), communication: z.number().int() }),
  }),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const progressRanges = ['30d', '90d', '365d', 'all'] as const;
export const Progress = z.object({
  range: z.enum(progressRanges),
  type: InterviewType.nullable(),
  /** Oldest first. */
  sessions: z.array(z.object({ interviewId: z.uuid(), heldAt, type: InterviewType })),
  series: z.array(Series),
});
export type Progress = z.infer<typeof Progress>;

const compared = { first: z.number().nullable(), second: z.number().nullable(), /** Second minus first; null when one is. */ difference: z.number().nullable() };
export const Comparison = z.object({
  first: PracticeSession,
  second: PracticeSession,
  skills: z.array(z.object({ key: SkillKey, ...compared, firstJudge: z.string().nullable(), secondJudge: z.string().nullable(), /** False: two judges, so the difference says little. */ sameJudge: z.boolean() })),
  measures: z.array(z.object({ key: MeasureKey, better: z.enum(['higher', 'lower', 'neither']), ...compared })),
  /** Mean content score of each competency that was asked in either. */
  competencies: z.array(z.object({ competency: z.string(), ...compared })),
});
export type Comparison = z.infer<typeof Comparison>;

/** A name of the IANA time zone database, as `Intl` knows it. Offsets ("+02:00") are no places: they have no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
export const TimeZone = z.string().max(60).refine(isTimeZone, 'Expected an IANA time zone, for example Europe/Berlin.');

const tag = 'Analytics';
const access = 'analytics:read';
const type = InterviewType.optional();

export const analyticOperations = {
  readDashboard: { method: 'GET', path: '/analytics/dashboard', access, tag, summary: 'Where I stand, and what to practise next', status: 200, query: z.object({ timeZone: TimeZone.optional().describe('Left out: the one of the account’s settings.') }), reply: Dashboard },
  readProgress: { method: 'GET', path: '/analytics/progress', access, tag, summary: 'A series for each skill and each measure, with baseline and change', status: 200,
    description: 'At most the last 500 interviews. Baseline and change are over the values that are there: sessions in which something could not be measured are left out, never counted as 0.',
    query: z.object({ range: z.enum(progressRanges).default('all'), type }), reply: Progress },
  readHistory: { method: 'GET', path: '/analytics/history', access, tag, summary: 'My completed interviews with scores and measures, newest first', status: 200, query: Paging.extend({ type }), reply: page(PracticeSession) },
  compareInterviews: { method: 'GET', path: '/analytics/compare', access, tag, summary: 'Two of my interviews side by side', status: 200, query: z.object({ first: z.uuid(), second: z.uuid() }), reply: Comparison, problems: ['not-found', 'not-ready'] },
} as const satisfies Record<string, Operation>;

/** Which direction of a measure is an improvement, and in what it is counted. Pace and thinking time are shown and not judged. */
export const seriesFacts = {
  overall: { better: 'higher', unit: 'points' },
  content: { better: 'higher', unit: 'points' },
  clarity: { better: 'higher', unit: 'points' },
  confidence: { better: 'higher', unit: 'points' },
  fluency: { better: 'higher', unit: 'points' },
  fillersPerMinute: { better: 'lower', unit: 'per minute' },
  speechRateWpm: { better: 'neither', unit: 'words per minute' },
  articulationRate: { better: 'neither', unit: 'syllables per second' },
  pausesPerMinute: { better: 'lower', unit: 'per minute' },
  meanPauseSeconds: { better: 'lower', unit: 'seconds' },
  longestPauseSeconds: { better: 'lower', unit: 'seconds' },
  phonationRatio: { better: 'higher', unit: 'share' },
  meanRunSyllables: { better: 'higher', unit: 'syllables' },
  repairsPer100Words: { better: 'lower', unit: 'per 100 words' },
  hedgesPer100Words: { better: 'lower', unit: 'per 100 words' },
  responseDelaySeconds: { better: 'neither', unit: 'seconds' },
} as const satisfies Record<SeriesKey, { better: 'higher' | 'lower' | 'neither'; unit: string }>;
