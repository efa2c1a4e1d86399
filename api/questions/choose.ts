/** Chooses from the bank what fits one person and one job. */
import type { BankQuestion, InterviewType, Level, Question } from '@greenroom/contracts';
import { stemsOf } from '@greenroom/measures/stems';
import { areasOf } from './areas.ts';
import { bank } from './bank.ts';
import { asksTheSame } from './likeness.ts';

export interface Choice {
  type: InterviewType;
  role: string;
  level: Level;
  count: number;
  jobDescription: string | null;
  resumeText: string | null;
  /** Lowest first. */
  weakCompetencies: readonly string[];
  /** Texts of questions that this person was asked of late. */
  recentlyAsked: readonly string[];
  /** In [0, 1), as `Math.random` gives it. */
  random: () => number;
}

/** What each reason is worth beside the others; chance decides between questions that differ by less than `chance`. */
const weights = { area: 3, otherArea: -3, text: 4, weakest: 6, weak: 2.5, sameCompetency: -4, chance: 1.5 } as const;
/** A text of which the best question shares less than this is about something else; its small overlaps are not blown up. */
const leastOverlap = 0.15;
/** What an interview begins and ends with when it is chosen at all. */
const opening = 'introducing oneself';
const closing = 'expectations';
/** So many questions of a choice are for weak competencies; the others keep it an interview. */
const weakShare = 0.5;
/** A bank of one level with fewer than this is widened to all levels. */
const fewestOfLevel = 10;

/** How telling a stem is: the fewer questions use it, the more. Made once for each type. */
const tellingOf = new Map<InterviewType, Map<string, number>>();
const stemsOfQuestion = new Map<string, Set<string>>();
function telling(type: InterviewType): Map<string, number> {
  const known = tellingOf.get(type);
  if (known !== undefined) return known;
  const uses = new Map<string, number>();
  for (const question of bank[type]) {
    const stems = stemsOf([question.text, question.competency, ...question.expectedPoints].join('. '));
    stemsOfQuestion.set(question.id, stems);
    for (const stem of stems) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  }
  const made = new Map([...uses].map(([stem, count]) => [stem, Math.log(bank[type].length / count)]));
  tellingOf.set(type, made);
  return made;
}

/** Share of what a question is about that the texts speak of too, 0–1. */
function overlap(type: InterviewType, question: BankQuestion, context: ReadonlySet<string>): number {
  const worth = telling(type);
  const sum = (stems: readonly string[]): number => stems.reduce((total, stem) => total + (worth.get(stem) ?? 0), 0);
  const own = [...(stemsOfQuestion.get(question.id) ?? [])];
  const all = sum(own);
  return all === 0 ? 0 : sum(own.filter((stem) => context.has(stem))) / all;
}

/**
 * Questions from the bank that this person was not asked of late, each at most once, of several competencies, numbered
 * `q1`, `q2`, … What was weak before and what fits the job comes first; between equals chance decides.
 */
export function chooseQuestions(choice: Choice): Question[] {
  const { type, level, count, weakCompetencies, random } = choice;
  const texts = [choice.jobDescription ?? '', choice.resumeText ?? ''];
  // Not the role: one or two words would make whatever question happens to name them come every time.
  const context = stemsOf(texts.join('. '));
  const areas = areasOf({ role: choice.role, texts });
  const ofLevel = bank[type].filter(({ levels }) => levels.includes(level));
  const fitting = ofLevel.length >= fewestOfLevel ? ofLevel : bank[type];
  const asked = asksTheSame(choice.recentlyAsked);
  const fresh = fitting.filter(({ text }) => !asked(text));
  // Whoever has been asked nearly all of them hears some again rather than too few.
  const open = fresh.length >= count ? fresh : [...fresh, ...fitting.filter((question) => !fresh.includes(question))];
  const overlaps = new Map(open.map((question) => [question.id, overlap(type, question, context)]));
  const best = Math.max(leastOverlap, ...overlaps.values());
  const left = open.map((question) => ({
    question,
    worth: (areas.has(question.area) ? weights.area * (areas.get(question.area) ?? 0) : weights.otherArea) + (weights.text * (overlaps.get(question.id) ?? 0)) / best + weights.chance * random(),
  }));
  const chosen: BankQuestion[] = [];
  const mostWeak = Math.max(1, Math.round(count * weakShare));
  while (chosen.length < count && left.length > 0) {
    const weakChosen = chosen.filter(({ competency }) => weakCompetencies.includes(competency)).length;
    const worthNow = ({ question, worth }: (typeof left)[number]): number => {
      const place = weakCompetencies.indexOf(question.competency);
      const weak = place < 0 || weakChosen >= mostWeak ? 0 : place === 0 ? weights.weakest : weights.weak;
      return worth + weak + weights.sameCompetency * chosen.filter(({ competency }) => competency === question.competency).length;
    };
    const next = left.reduce((first, second) => (worthNow(second) > worthNow(first) ? second : first));
    left.splice(left.indexOf(next), 1);
    // Two that ask the same in other words do not come in one interview.
    if (!asksTheSame(chosen.map(({ text }) => text))(next.question.text)) chosen.push(next.question);
  }
  const place = ({ competency }: BankQuestion): number => (competency === opening ? 0 : competency === closing ? 2 : 1);
  return numbered(chosen.sort((a, b) => place(a) - place(b)));
}

/** As an interview needs them: numbered in the order in which they are asked, without what only the bank knows. */
export const numbered = (questions: readonly Omit<Question, 'id'>[]): Question[] =>
  questions.map(({ text, competency, expectedPoints, probes, timeBudgetSeconds }, index) => ({ id: `q${index + 1}`, text, competency, expectedPoints, probes, timeBudgetSeconds }));
