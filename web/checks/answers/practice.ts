/** Nine completed interviews of the candidate, over ten weeks; the coach has none. */
import { measureKeys, seriesFacts, skillKeys, usualVoice, type InterviewType, type SeriesKey } from '@greenroom/contracts';
import { pass, Refused, type Answers, type Asked } from './answers.ts';

const judge = 'local rules 3';
const another = 'gemini-2.5-flash';
const types: readonly InterviewType[] = ['behavioral', 'behavioral', 'technical', 'behavioral', 'hr', 'technical', 'behavioral', 'behavioral', 'communication'];
const roles = ['Backend engineer', 'Backend engineer', 'Data engineer', 'Backend engineer', 'Head of reliability, payments and everything that has to do with money in the northern region', 'Platform engineer', 'Backend engineer', 'Backend engineer', 'Engineering manager'];
const firstDay = Date.UTC(2026, 8, 14, 16, 30);
const sessions = types.map((type, index) => ({
  // The newest is the one whose report the stand-in has.
  interviewId: index === types.length - 1 ? '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04' : `6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f1a0${index}`,
  heldAt: new Date(firstDay + index * 8.6 * 24 * 3600_000).toISOString(), type,
}));

/** Typed interviews have no measures of speech; too little said has no score. */
const values: Record<SeriesKey, (number | null)[]> = {
  overall: [58, 61, 55, 66, 64, null, 71, 69, 74],
  content: [52, 60, 49, 63, 61, 66, 70, 68, 72],
  clarity: [60, 58, 63, 66, 62, null, 64, 61, 67],
  confidence: [55, 62, 58, 60, 66, null, 63, 64, 62],
  fluency: [71, 66, 69, 74, 72, null, 78, 81, 80],
  fillersPerMinute: [9.4, 8.1, 10.2, 7.3, 6.6, null, 5.4, 4.9, 5.2],
  speechRateWpm: [141, 148, 139, 152, 158, null, 166, 171, 168],
  articulationRate: [4.4, 4.5, 4.3, 4.6, 4.6, null, 4.8, 4.8, 4.7],
  pausesPerMinute: [19.2, 21.4, 18.1, 20, 17.5, null, 19.8, 16.9, 18.4],
  meanPauseSeconds: [0.82, 0.74, 0.86, 0.71, 0.78, null, 0.7, 0.66, 0.72],
  longestPauseSeconds: [3.1, 2.4, 4.6, 2.8, 2.2, null, 2.6, 1.9, 2.3],
  phonationRatio: [0.72, 0.74, 0.7, 0.76, 0.77, null, 0.79, 0.81, 0.8],
  meanRunSyllables: [9.2, 8.8, 9.6, 10.4, 10.1, null, 11.2, 11.9, 11.4],
  repairsPer100Words: [3.9, 4.4, 3.1, 3.6, 4.1, null, 3.3, 3.8, 3.5],
  hedgesPer100Words: [2.9, 2.2, 3.4, 1.9, 2.6, null, 2.1, 1.8, 2.4],
  responseDelaySeconds: [1.4, 1.1, 2.2, 1.8, 1.3, null, null, null, null],
};
const verdicts: Partial<Record<SeriesKey, 'better' | 'higher'>> = { content: 'better', fluency: 'better', fillersPerMinute: 'better', speechRateWpm: 'higher' };

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function seriesOf(key: SeriesKey, shown: number[]) {
  const skill = (skillKeys as readonly string[]).includes(key);
  const own = shown.map((index) => values[key][index] ?? null);
  const judges = skill ? shown.map((index) => (values[key][index] === null ? null : key === 'overall' && index === 2 ? another : judge)) : null;
  const compared = own.filter((value, index): value is number => value !== null && (judges === null || judges[index] === judge));
  const enough = compared.length >= 5;
  const [baseline, recent] = [median(compared.slice(0, 3)), median(compared.slice(-3))];
  return {
    key, kind: skill ? 'skill' : 'measure', unit: seriesFacts[key].unit, better: seriesFacts[key].better, values: own, judges, judge: skill ? judge : null,
    judgedOtherwise: judges?.filter((each) => each === another).length ?? 0, latest: own.findLast((value) => value !== null) ?? null,
    baseline: enough ? { value: baseline, method: 'first_three', sessions: 3 } : null,
    change: enough ? { difference: recent - baseline, noise: 2, verdict: verdicts[key] ?? 'steady', sessions: 3 } : null,
    reason: enough ? null : 'not_enough_evidence',
  };
}

function progress({ query, as }: Asked) {
  const range = query.get('range') ?? 'all';
  const type = query.get('type');
  const days = { '30d': 30, '90d': 90 }[range] ?? 10_000;
  const newest = Date.parse(sessions.at(-1)?.heldAt ?? '');
  const shown = as !== 'candidate' ? [] : sessions.flatMap((session, index) => (Date.parse(session.heldAt) >= newest - days * 24 * 3600_000 && (type === null || session.type === type) ? [index] : []));
  return { range, type, sessions: shown.map((index) => sessions[index]), series: [...skillKeys, ...measureKeys].map((key) => seriesOf(key, shown)) };
}

function sessionOf(id: string) {
  const index = sessions.findIndex(({ interviewId }) => interviewId === id);
  const session = sessions[index];
  if (session === undefined) throw new Refused(404, 'There is no completed interview with this address, or it belongs to someone else.');
  const of = (keys: readonly SeriesKey[]) => Object.fromEntries(keys.map((key) => [key, values[key][index] ?? null]));
  const typed = values.speechRateWpm[index] === null;
  return { ...session, role: roles[index], level: 'senior', completedAt: session.heldAt, duration: 1260, typed, scores: of(skillKeys), measures: typed ? null : of(measureKeys) };
}

const difference = (first: number | null, second: number | null) => ({ first, second, difference: first === null || second === null ? null : second - first });

function compare({ query }: Asked) {
  const [first, second] = [sessionOf(query.get('first') ?? ''), sessionOf(query.get('second') ?? '')];
  const of = (session: typeof first, kind: 'scores' | 'measures', key: string) => (session[kind] as Record<string, number | null> | null)?.[key] ?? null;
  return {
    first, second,
    skills: skillKeys.map((key) => {
      const firstJudge = key === 'overall' && first.interviewId === sessions[2]?.interviewId ? another : judge;
      return { key, ...difference(of(first, 'scores', key), of(second, 'scores', key)), firstJudge, secondJudge: judge, sameJudge: firstJudge === judge };
    }),
    measures: measureKeys.map((key) => ({ key, better: seriesFacts[key].better, ...difference(of(first, 'measures', key), of(second, 'measures', key)) })),
    competencies: [{ competency: 'handling disagreement', ...difference(48, 71) }, { competency: 'owning mistakes', ...difference(62, 58) }, { competency: 'motivation', ...difference(null, 77) }],
  };
}

const none = { current: 0, longest: 0, practised: false };
const question = { id: 'behavioral-disagreement-3', type: 'behavioral', text: 'Tell me about a time when you were sure, and turned out to be wrong.', competency: 'owning mistakes', expectedPoints: ['what you believed and why', 'how you found out', 'what changed'], probes: [], timeBudgetSeconds: 120, levels: ['mid', 'senior'], area: 'general' };

export const practiceAnswers: Answers = {
  readProgress: progress,
  compareInterviews: compare,
  readDashboard: ({ as }) => {
    const any = as === 'candidate';
    return {
      lastInterview: null, trends: [], streak: { timeZone: 'Europe/Berlin', days: none, weeks: none },
      weakest: any ? { competency: 'owning mistakes', type: 'behavioral', meanScore: 54.2, answers: 4 } : null,
      nextPractice: any ? { type: 'behavioral', question, advice: 'Say the result first, with its number; then how you came to it.' } : null,
      totals: { interviews: any ? sessions.length : 0, answers: any ? 36 : 0, speakingSeconds: any ? 4620 : 0, words: any ? 11_800 : 0, byType: { technical: 2, behavioral: 5, hr: 1, communication: 1 } },
    };
  },
  /** Completed ones only, as the history asks for them; other lists are another part's. */
  listInterviews: ({ query, as }) => {
    if (query.get('status') !== 'completed' || query.get('whose') === 'granted') return pass;
    const words = query.get('q');
    const matching = sessions.map((session, index) => ({ session, index })).toReversed()
      .filter(({ session, index }) => as === 'candidate' && (query.get('type') ?? session.type) === session.type && (words === null || `${roles[index]} migration`.toLowerCase().includes(words.toLowerCase())));
    const from = query.get('cursor') === 'older' ? 6 : 0;
    return {
      items: matching.slice(from, from + 6).map(({ session, index }) => ({
        id: session.interviewId, userId: '0b6f4c1e-5f0a-4d7e-8f57-1f7a4f6f2b11', type: session.type, mode: values.speechRateWpm[index] === null ? 'typed' : 'spoken', status: 'completed', role: roles[index], level: 'senior', language: 'en',
        thinkingTime: 'normal', voice: usualVoice, cue: 'off', again: null, jobDescription: null, resumeId: null, questions: [], questionSource: null, overallScore: values.overall[index] ?? null, duration: 1260,
        createdAt: session.heldAt, startedAt: session.heldAt, pausedAt: null, completedAt: session.heldAt,
        ...(words === null ? {} : { found: { where: 'candidate', questionId: 'q2', at: 75, snippet: [{ text: '… so I led the ', hit: false }, { text: words, hit: true }, { text: ' off the monolith, and it took us eleven weeks instead of six …', hit: false }] } }),
      })),
      nextCursor: matching.length > from + 6 ? 'older' : null,
    };
  },
};
