/** Does a sentence have to do with the question, or with work at all? By words; names of persons and places are not among them. */
import type { Plan, Question } from '@greenroom/contracts';
import { stemOf, stemsOf } from './stems.ts';

const wordList = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** The forms under which a word may stand in a list: without its plural or verb ending. Synonyms are left out on purpose ("run" is not "lead" here). */
function baseForms(form: string): string[] {
  const bases = [form, form.replace(/'s$/, ''), form.replace(/s$/, ''), form.replace(/es$/, ''), form.replace(/ies$/, 'y'), form.replace(/ied$/, 'y'), form.replace(/d$/, ''), form.replace(/ed$/, ''), form.replace(/ing$/, ''), form.replace(/ing$/, 'e')];
  return [...bases, ...bases.map((base) => base.replace(/([bdgmnprt])\1$/, '$1'))];
}
const standsIn = (list: ReadonlySet<string>, form: string): boolean => baseForms(form).some((base) => list.has(base));

/** One of these is enough: words of working life in most trades. */
const work = wordList(`
  company colleague coworker manager boss employee client customer supplier vendor stakeholder project product roadmap deadline milestone budget revenue
  marketing campaign contract invoice payment billing warehouse meeting presentation email interview hire recruit onboarding salary career job role employer promotion
  mentor junior senior feedback review performance objective strategy proposal conflict disagree mistake problem solution risk audit compliance policy
  responsibility leadership communication collaboration schedule priority task complaint
  support ticket incident outage downtime maintenance software hardware server servers service database query index cache queue code api backend frontend deploy deployed deployment pipeline release
  bug latency throughput scale scalability endpoint network protocol security encrypt architecture framework algorithm hash complexity thread deadlock mutex transaction ledger schema
  migration migrate replica partition shard data dataset analytics dashboard report spreadsheet script automate docker kubernetes linux python java javascript typescript git rollback
  engineer engineering developer designer analyst administrator technician intern internship apprentice patient nurse doctor hospital clinic ward medication diagnosis student pupil classroom school
  teacher curriculum research experiment laboratory thesis client court lawyer construction factory production equipment machine procedure documentation checklist training workshop conference
  business startup industry professional organisation department office agile sprint scrum stand-up retrospective prototype feature user requirement specification estimate workload overtime
  negotiate delegate prioritise facilitate present explain audience persuade motivate collaborate hospital refund checkout account bank finance accounting sale retail store shift guest volunteer charity
  developer collector garbage bucket collision lookup successor node deletion memory preemption exclusion platform reliable correctness workers constant linear dashboards`);

/** Two of these are needed: they have other lives. */
const perhapsWork = wordList(`
  quality result outcome lesson experience skill weakness challenge decision leader goal team system process test plan design build ship write number order key table value page track price cost money group
  responsible help learn teach fix solve measure compare decide answer discuss argue agree trust honest pressure stress failure success
  idea reason structure error alert monitor traffic request response load volume threshold percent reduce increase improve save
  report talk speak organize lead manage deliver prepare practise replay cover propose vendor recommend`);

/** A content word as it was said, and its stem. */
export interface SaidWord {
  form: string;
  stem: string;
}

export interface Topic {
  /** Words of the question, its follow-ups, its points, the role. */
  own: ReadonlySet<string>;
}

/** Words of every question; they make no topic. */
const general = new Set('tell describe example time situation please introduce work question walk give think want join strong best handle handled talk specific explain'.split(' ').map(stemOf));

export function topicOf(plan: Plan, question: Question, followUps: readonly string[]): Topic {
  const own = new Set<string>();
  for (const text of [question.text, question.competency, plan.role, ...question.expectedPoints, ...followUps]) for (const stem of stemsOf(text)) if (!general.has(stem)) own.add(stem);
  return { own };
}

/** `said`: a sentence's content words. One word of the question or of working life is enough, of the ambiguous ones it takes two. */
export function relatesTo(topic: Topic, said: readonly SaidWord[]): boolean {
  const ambiguous = new Set<string>();
  for (const { form, stem } of said) {
    const perhaps = standsIn(perhapsWork, form);
    if (standsIn(work, form) || (topic.own.has(stem) && !perhaps)) return true;
    if (perhaps) ambiguous.add(stem);
  }
  return ambiguous.size >= 2;
}
