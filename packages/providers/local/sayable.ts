/**
 * What Piper's pronunciation (espeak-ng) reads wrongly, spelled so that it reads it right. Only what was heard to matter:
 * it reads "CI/CD" as "C I slash C D", "$5,000" as "dollar five thousand", "C#" as "C hash".
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\$\s?(\d[\d,]*(?:\.\d+)?)(?:\s?(k|m|bn)\b)?/gi, '$1$2 dollars'],
  [/(\d)k dollars/gi, '$1 thousand dollars'],
  [/(\d)m dollars/gi, '$1 million dollars'],
  [/(\d)bn dollars/gi, '$1 billion dollars'],
  [/€\s?(\d[\d,]*(?:\.\d+)?)/g, '$1 euros'],
  [/£\s?(\d[\d,]*(?:\.\d+)?)/g, '$1 pounds'],
  [/\b([A-Z]{2,4})\/([A-Z]{2,4})\b/g, '$1 $2'],
  [/\band\/or\b/gi, 'and or'],
  [/\b([CF])#/g, '$1 sharp'],
  [/\b(\w+)\.js\b/g, '$1 J S'],
  [/\bvs\.?(?=\s)/gi, 'versus'],
  [/\bSQL\b/g, 'S Q L'],
  [/\bNoSQL\b/g, 'no S Q L'],
  [/(\d)x\b/g, '$1 times'],
  [/[“”"*_`#]/g, ' '],
  [/[‘’]/g, "'"],
  [/\s*[–—]\s*/g, ', '],
  [/…|\.{3,}/g, '.'],
];

/** The same sentence as Piper must be given it. Empty when there is nothing to say in it. */
export function sayable(text: string): string {
  const spoken = rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text).replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(spoken) ? spoken : '';
}
