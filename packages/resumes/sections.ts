/** Finds the sections of a résumé by its headings. */
import type { ResumeSection } from '@greenroom/contracts';

type Kind = ResumeSection['kind'];

/** Lower case, without punctuation. A few of other languages, because people apply with those résumés too. */
const headings: Readonly<Record<Exclude<Kind, 'other'>, readonly string[]>> = {
  contact: ['contact', 'contact details', 'contact information', 'personal details', 'personal information', 'details', 'kontakt', 'persönliche daten'],
  summary: ['summary', 'profile', 'about', 'about me', 'objective', 'career objective', 'professional summary', 'career summary', 'executive summary', 'personal statement', 'professional profile', 'headline', 'profil', 'perfil', 'resumen'],
  experience: [
    'experience', 'work experience', 'professional experience', 'employment', 'employment history', 'work history', 'career history', 'career', 'relevant experience', 'industry experience', 'internships', 'internship',
    'berufserfahrung', 'beruflicher werdegang', 'expérience', 'expérience professionnelle', 'expériences professionnelles', 'experiencia', 'experiencia laboral', 'experiencia profesional', 'esperienza', 'esperienze lavorative', 'experiência profissional', 'werkervaring',
  ],
  education: ['education', 'education and training', 'academic background', 'qualifications', 'academic qualifications', 'studies', 'degrees', 'ausbildung', 'bildung', 'studium', 'formation', 'educación', 'formación', 'istruzione', 'formazione', 'educação', 'opleiding'],
  skills: [
    'skills', 'technical skills', 'key skills', 'core skills', 'core competencies', 'competencies', 'technologies', 'tech stack', 'tools', 'tools and technologies', 'skills and tools', 'areas of expertise', 'expertise', 'skills summary', 'technical proficiencies', 'programming languages', 'soft skills', 'hard skills',
    'kenntnisse', 'fähigkeiten', 'compétences', 'habilidades', 'competenze', 'competências', 'vaardigheden',
  ],
  projects: ['projects', 'personal projects', 'selected projects', 'key projects', 'side projects', 'open source', 'portfolio', 'projekte', 'projets', 'proyectos', 'progetti'],
  certifications: ['certifications', 'certificates', 'licenses', 'licences', 'licenses and certifications', 'certifications and licenses', 'courses', 'training', 'courses and certifications', 'zertifikate', 'certificaciones'],
  languages: ['languages', 'language skills', 'sprachen', 'sprachkenntnisse', 'langues', 'idiomas', 'lingue'],
  publications: ['publications', 'papers', 'talks', 'talks and publications', 'patents', 'conferences', 'speaking', 'research'],
  awards: ['awards', 'honors', 'honours', 'awards and honors', 'awards and honours', 'achievements', 'accomplishments', 'key achievements'],
  volunteering: ['volunteering', 'volunteer', 'volunteer experience', 'volunteer work', 'community', 'community involvement', 'leadership'],
  interests: ['interests', 'hobbies', 'hobbies and interests', 'interests and hobbies', 'activities', 'interessen', 'intereses'],
  references: ['references', 'referees', 'referenzen'],
};
const kindOf = new Map<string, Kind>(Object.entries(headings).flatMap(([kind, names]) => names.map((name) => [name, kind as Kind])));
const mostWords = 5;

/** The kind of section that a line is the heading of; undefined when it is none. */
export function headingKind(line: string): Kind | undefined {
  if (line.length > 60) return undefined;
  let plain = line.toLowerCase().replace(/&/g, ' and ').replace(/[^\p{L}\s]/gu, ' ').replace(/\s+/g, ' ').trim();
  // "E X P E R I E N C E": two spaces between words are gone by now, so only a single word can be told.
  if (/^(?:\p{L} ){3,}\p{L}$/u.test(plain)) plain = plain.replaceAll(' ', '');
  if (plain === '' || plain.split(' ').length > mostWords) return undefined;
  const known = kindOf.get(plain);
  if (known !== undefined) return known;
  // "Experience & Projects": the first one names it. Sentences do not consist of headings and "and".
  const parts = plain.split(' and ');
  const kinds = parts.map((part) => kindOf.get(part));
  return parts.length > 1 && kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined;
}

export interface Line {
  text: string;
  /** Characters of the whole text, without the line's own white space. */
  start: number;
  end: number;
}

/** Lines that are not empty, with where they stand. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const trimmed = match[0].trim();
    if (trimmed === '') continue;
    const start = match.index + match[0].indexOf(trimmed);
    lines.push({ text: trimmed, start, end: start + trimmed.length });
  }
  return lines;
}

/** Sections in order; together they hold all of the text. What comes before the first heading is `contact`: the name stands there. */
export function findSections(text: string): ResumeSection[] {
  const lines = linesOf(text);
  const sections: ResumeSection[] = [];
  for (const [index, line] of lines.entries()) {
    const bullet = /^[•●▪◦‣*–-]\s/.test(line.text);
    const kind = bullet ? undefined : headingKind(line.text);
    if (kind !== undefined || index === 0) sections.push({ kind: kind ?? 'contact', heading: kind === undefined ? '' : line.text, start: line.start, end: line.end });
    const last = sections.at(-1);
    if (last !== undefined) last.end = line.end;
  }
  return sections;
}
