/** The whole analysis by rules: the same text and job description give the same result. */
import type { ReadabilityFinding, ResumeAnalysisResult, ResumeSection, ResumeSkill } from '@greenroom/contracts';
import { findContact } from './contact.ts';
import { findSkills, type Span } from './find-skills.ts';
import { coverKeywords } from './keywords.ts';
import { quoteAt } from './quote.ts';
import { findSections } from './sections.ts';
import { judgeWriting, rulesJudge } from './writing.ts';

export interface AnalysisInput {
  text: string;
  readability: readonly ReadabilityFinding[];
  jobDescription: string | null;
  targetRole: string | null;
  /** ISO 8601; what "present" means. Given from outside, so that a repeated analysis is the same analysis. */
  today: string;
}

/** Without the comparison by meaning and a model's suggestions: those are added where there is a provider. */
export function analyseResume({ text, readability, jobDescription, targetRole, today }: AnalysisInput): ResumeAnalysisResult {
  const sections = findSections(text);
  const contact = findContact(text);
  const { measures, claims } = judgeWriting(text, sections, contact, targetRole, today);
  return {
    version: 1,
    contact: { email: contact.email, phone: contact.phone, link: contact.link },
    sections,
    skills: skillsOf(text, sections),
    measures,
    claims,
    readability: [...readability],
    match: jobDescription === null || jobDescription.trim() === '' ? null : coverKeywords(text, jobDescription, listsIn(sections)),
    meaning: null,
    judges: [rulesJudge],
    notices: [],
  };
}

/** Where names stand in lists, in lower case as well. */
const listsIn = (sections: readonly ResumeSection[]): Span[] => sections.filter(({ kind }) => kind === 'skills');

function skillsOf(text: string, sections: readonly ResumeSection[]): ResumeSkill[] {
  const found = new Map<string, ResumeSkill>();
  for (const { skill, start, end } of findSkills(text, listsIn(sections))) {
    const known = found.get(skill.name);
    const evidence = quoteAt(text, start, end);
    if (known !== undefined) known.mentions += 1;
    else if (evidence !== undefined) found.set(skill.name, { name: skill.name, category: skill.category, mentions: 1, evidence });
  }
  return [...found.values()].sort((a, b) => b.mentions - a.mentions || a.evidence.start - b.evidence.start);
}
