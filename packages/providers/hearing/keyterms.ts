/** Names and terms of an interview that a recogniser would otherwise write wrongly: "Kafka", "gRPC", "PostgreSQL", a person's name. */
import type { Plan } from '@greenroom/contracts';

/** More does not help, and the services limit it. */
const mostTerms = 50;
const longestTerm = 30;

const token = /[\p{L}\p{N}][\p{L}\p{N}.+#/-]*[\p{L}\p{N}+#]|[A-Z]#?/gu;
/** Looks like a name or a technical term wherever it stands: capitals inside, digits, or signs as in C++ and Node.js. */
const technical = /\p{L}\p{Lu}|\p{L}\d|\d\p{L}|[+#]|\p{L}\.\p{L}/u;
const capital = /^\p{Lu}\p{Ll}/u;

/** The terms, the most frequent first. What is written in the plan is data: only single words leave, short and few. */
export function keytermsOf({ candidateName, role, jobDescription, questions }: Pick<Plan, 'candidateName' | 'role' | 'jobDescription' | 'questions'>): string[] {
  const counts = new Map<string, number>();
  const add = (term: string): void => {
    if (term.length > 1 && term.length <= longestTerm) counts.set(term, (counts.get(term) ?? 0) + 1);
  };
  for (const name of candidateName.match(token) ?? []) if (capital.test(name)) add(name);
  for (const text of [role, jobDescription ?? '', ...questions.flatMap((question) => [question.text, ...question.expectedPoints])]) {
    for (const found of text.matchAll(token)) {
      // A capital at the start of a sentence or of a line says nothing.
      const begins = /(^|[.!?:;•*\n-]\s*)$/u.test(text.slice(Math.max(0, found.index - 3), found.index));
      if (technical.test(found[0]) || (capital.test(found[0]) && !begins)) add(found[0]);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, mostTerms).map(([term]) => term);
}
