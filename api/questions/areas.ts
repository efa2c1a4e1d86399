/** What kind of technical work a text is about. */
import type { QuestionArea } from '@greenroom/contracts';

type SpecialArea = Exclude<QuestionArea, 'general'>;

/** How roles and job descriptions name the areas. Whole words; a word may name two. */
const names: Readonly<Record<SpecialArea, RegExp>> = {
  backend: /\b(?:back[- ]?end|full[- ]?stack|server[- ]side|micro-?services?|apis?|rest|graphql|java|kotlin|golang|go|python|ruby|rails|php|laravel|node(?:\.?js)?|django|spring|c#|\.net|dotnet|rust|scala|elixir|databases?|postgres(?:ql)?|mysql|kafka|redis)\b/gi,
  frontend: /\b(?:front[- ]?end|full[- ]?stack|web developer|ui|user interfaces?|react|vue|angular|svelte|javascript|typescript|css|html|browsers?|accessibility|next\.?js)\b/gi,
  data: /\b(?:data|analytics?|analysts?|sql|etl|elt|warehouses?|bi|business intelligence|spark|airflow|dbt|snowflake|bigquery|pipelines?|tableau|power bi|statistic\w*)\b/gi,
  operations: /\b(?:dev-?ops|sre|site reliability|platform|infrastructure|operations|ops|cloud|kubernetes|k8s|docker|terraform|aws|azure|gcp|system administrat\w+|sysadmin|networks?|linux|ci|observability|on[- ]call)\b/gi,
  mobile: /\b(?:mobile|ios|android|swift|swiftui|kotlin|flutter|react native|apps? developer)\b/gi,
  'machine learning': /\b(?:machine[- ]learning|ml|mlops|ai|artificial intelligence|deep learning|data scien\w+|nlp|computer vision|llms?|pytorch|tensorflow|models?)\b/gi,
};
/** Roles of software, also those that name no area. */
const software = /\b(?:software|engineer\w*|develop\w*|programm\w*|coder?|coding|architects?|testers?|qa|quality assurance|security|technical|tech|cto|it|computer|web|information)\b/i;

const areas = Object.keys(names) as SpecialArea[];

const countIn = (text: string, area: SpecialArea): number => new Set((text.match(names[area]) ?? []).map((found) => found.toLowerCase())).size;

/**
 * How much each area belongs to a job, 0–1. The role decides when it names one ("iOS developer"); otherwise the job
 * description and the résumé do, by how many different words of an area they use. `general` belongs to every job.
 */
export function areasOf({ role, texts }: { role: string; texts: readonly string[] }): Map<QuestionArea, number> {
  const weights = new Map<QuestionArea, number>([['general', 0.5]]);
  const named = areas.filter((area) => countIn(role, area) > 0);
  for (const area of named) weights.set(area, 1);
  if (named.length === 0) {
    const counts = areas.map((area) => ({ area, count: texts.reduce((sum, text) => sum + countIn(text, area), 0) }));
    const most = Math.max(...counts.map(({ count }) => count));
    // One word alone ("data") names no job.
    for (const { area, count } of counts) if (count >= 2 && count >= most / 2) weights.set(area, count / most);
  }
  return weights;
}

/** Whether the technical questions of the bank, which are about software, suit the job. */
export const isSoftware = ({ role, texts }: { role: string; texts: readonly string[] }): boolean => software.test(role) || areasOf({ role, texts }).size > 1;
