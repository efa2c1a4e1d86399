/** What the local rules say about how a résumé is written. Each claim quotes, or names what is missing. */
import type { Judge, ResumeClaim, ResumeQuote, ResumeSection } from '@greenroom/contracts';
import { findBullets } from './bullets.ts';
import type { Contact } from './contact.ts';
import { findGaps, findPeriods, type Period } from './dates.ts';
import { quotesAt } from './quote.ts';
import type { Line } from './sections.ts';
import { actionVerbs, buzzword, firstPerson, holdsFigure, weakOpening } from './wording.ts';

/** Raised when the rules change. */
export const rulesJudge: Judge = { kind: 'rules', name: 'local rules', version: '1' };

export interface WritingMeasures {
  words: number;
  bullets: number;
  bulletsWithNumbers: number;
  bulletsWithActionVerb: number;
  firstPersonWords: number;
  buzzwords: number;
  yearsCovered: number | null;
}

/** Words. Below, there is too little to go by; above, few read on. */
const [shortest, longest] = [150, 1_000];
/** Words of a bullet that takes more than two lines. */
const longBullet = 35;
/** Shares of all bullets. */
const goodShare = 0.5;
const poorShare = 0.25;
const leastBullets = 3;
const gapMonths = 12;

export function judgeWriting(text: string, sections: readonly ResumeSection[], contact: Contact, targetRole: string | null, today: string): { measures: WritingMeasures; claims: ResumeClaim[] } {
  const bullets = findBullets(text, sections);
  const experience = sections.find(({ kind }) => kind === 'experience');
  const periods = experience === undefined ? [] : findPeriods(text.slice(experience.start, experience.end), today).map((period) => shifted(period, experience.start));
  const withNumber = bullets.filter((bullet) => holdsFigure(bullet.text));
  const withVerb = bullets.filter(({ text: line }) => actionVerbs.has(/^[\p{L}'-]+/u.exec(line)?.[0].toLowerCase() ?? ''));
  const self = ranges(text, firstPerson).filter(({ start }) => !sections.some((section) => ['references', 'interests', 'publications'].includes(section.kind) && start >= section.start && start < section.end));
  const empty = ranges(text, buzzword);
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’+#.-]*/gu)?.length ?? 0;
  const measures: WritingMeasures = {
    words, bullets: bullets.length, bulletsWithNumbers: withNumber.length, bulletsWithActionVerb: withVerb.length, firstPersonWords: self.length, buzzwords: empty.length,
    yearsCovered: periods.length === 0 ? null : Math.round((Math.max(...periods.map(({ to }) => to)) - Math.min(...periods.map(({ from }) => from)) + 1) / 1.2) / 10,
  };
  const claims = [
    ...missing(sections, contact, targetRole, text),
    ...aboutBullets(text, bullets, withNumber, withVerb),
    ...aboutWords(text, words, self, empty),
    ...aboutDates(text, periods),
  ];
  return { measures, claims };
}

const shifted = (period: Period, by: number): Period => ({ ...period, start: period.start + by, end: period.end + by });
const ranges = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
const claim = (kind: ResumeClaim['kind'], topic: string, text: string, evidence: ResumeQuote[] = []): ResumeClaim => ({ kind, topic, text, evidence, judge: rulesJudge });

function missing(sections: readonly ResumeSection[], contact: Contact, targetRole: string | null, text: string): ResumeClaim[] {
  const has = (kind: ResumeSection['kind']): boolean => sections.some((section) => section.kind === kind);
  const claims: ResumeClaim[] = [];
  if (!contact.email) claims.push(claim('weakness', 'contact', 'No e-mail address was found in the text. Write it on a line of its own at the top of the page.'));
  if (!contact.phone && !contact.link) claims.push(claim('suggestion', 'contact', 'There is neither a telephone number nor a link to a profile. One more way to reach you helps.'));
  if (!has('experience') && !has('projects')) claims.push(claim('weakness', 'sections', 'No section for experience or projects was found. Name it “Experience”: people and programs look for that word.'));
  if (!has('skills')) claims.push(claim('suggestion', 'sections', 'There is no section “Skills”. A list of them is what programs compare with the job description first.'));
  if (!has('education')) claims.push(claim('suggestion', 'sections', 'There is no section “Education”. Even one line answers the question.'));
  if (has('experience') && has('education') && has('skills')) claims.push(claim('strength', 'sections', 'Experience, education and skills stand under headings that people and programs recognise.', quotesAt(text, sections.filter(({ kind }) => ['experience', 'education', 'skills'].includes(kind)).map(({ start, heading }) => ({ start, end: start + heading.length })))));
  if (targetRole !== null && !roleWords(targetRole).some((word) => text.toLowerCase().includes(word))) claims.push(claim('suggestion', 'target_role', `The role you aim for (${targetRole}) is not named. Say it in the first lines.`));
  return claims;
}
const roleWords = (role: string): string[] => role.toLowerCase().split(/[^\p{L}\p{N}+#]+/u).filter((word) => word.length > 3 && !['senior', 'junior', 'lead', 'staff', 'principal'].includes(word));

function aboutBullets(text: string, bullets: readonly Line[], withNumber: readonly Line[], withVerb: readonly Line[]): ResumeClaim[] {
  if (bullets.length < leastBullets) return [];
  const claims: ResumeClaim[] = [];
  const share = (some: readonly Line[]): number => some.length / bullets.length;
  if (share(withNumber) >= goodShare) claims.push(claim('strength', 'numbers', `${withNumber.length} of ${bullets.length} points say how much or how many.`, quotesAt(text, withNumber)));
  else if (share(withNumber) < poorShare) claims.push(claim('weakness', 'numbers', `${withNumber.length} of ${bullets.length} points hold a number. Add how many, how much or how fast where you know it.`, quotesAt(text, bullets.filter((bullet) => !withNumber.includes(bullet)))));
  if (share(withVerb) >= 0.7) claims.push(claim('strength', 'verbs', `${withVerb.length} of ${bullets.length} points begin with what you did.`, quotesAt(text, withVerb)));
  const weak = bullets.filter((bullet) => weakOpening.test(bullet.text));
  if (weak.length > 0) claims.push(claim('weakness', 'verbs', `${weak.length === 1 ? 'One point begins' : `${weak.length} points begin`} with words that hide what you did. Begin with the verb: “Ran the on-call rota” instead of “Responsible for the on-call rota”.`, quotesAt(text, weak)));
  else if (share(withVerb) < goodShare) claims.push(claim('suggestion', 'verbs', `${withVerb.length} of ${bullets.length} points begin with a verb that says what you did.`, quotesAt(text, bullets.filter((bullet) => !withVerb.includes(bullet)))));
  const long = bullets.filter((bullet) => bullet.text.split(/\s+/).length > longBullet);
  if (long.length > 0) claims.push(claim('suggestion', 'length', `${long.length === 1 ? 'One point has' : `${long.length} points have`} more than ${longBullet} words. Two shorter ones read faster.`, quotesAt(text, long)));
  return claims;
}

function aboutWords(text: string, words: number, self: readonly { start: number; end: number }[], empty: readonly { start: number; end: number }[]): ResumeClaim[] {
  const claims: ResumeClaim[] = [];
  if (words < shortest) claims.push(claim('weakness', 'length', `The résumé has ${words} words; with fewer than ${shortest} a reader learns little. Say for each job what you did and what came of it.`));
  if (words > longest) claims.push(claim('suggestion', 'length', `The résumé has ${words} words. Most readers give it a minute: shorten what is older than ten years.`));
  if (self.length >= 3) claims.push(claim('suggestion', 'first_person', `“I”, “my” or “we” stand there ${self.length} times. Résumés leave them out: “Built …” instead of “I built …”.`, quotesAt(text, self.map(around(text)))));
  if (empty.length > 0) claims.push(claim('weakness', 'buzzwords', `${empty.length === 1 ? 'One phrase says' : `${empty.length} phrases say`} nothing that could be checked. Give the example instead.`, quotesAt(text, empty.map(around(text)))));
  return claims;
}

/** The line that a word stands on: a quote of "I" shows nothing. */
const around = (text: string) => ({ start, end }: { start: number; end: number }): { start: number; end: number } => {
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start) + 1, end: next === -1 ? text.length : next };
};

function aboutDates(text: string, periods: readonly Period[]): ResumeClaim[] {
  const claims: ResumeClaim[] = [];
  const backwards = periods.filter(({ from, to }) => to < from);
  if (backwards.length > 0) claims.push(claim('weakness', 'dates', 'A period ends before it begins.', quotesAt(text, backwards)));
  const wrong = periods.find((period, index) => index > 0 && period.to > (periods[index - 1]?.to ?? Infinity));
  const before = wrong && periods[periods.indexOf(wrong) - 1];
  if (wrong !== undefined && before !== undefined) claims.push(claim('suggestion', 'dates', 'The jobs are not in order, newest first. Readers look for the present one at the top.', quotesAt(text, [before, wrong])));
  for (const { months, before: earlier, after } of findGaps(periods, gapMonths).slice(0, 3)) {
    claims.push(claim('suggestion', 'dates', `${months} months between two jobs have no entry. If you like, name what you did then; be ready for the question.`, quotesAt(text, [earlier, after])));
  }
  return claims;
}
