/** Finds the dictionary's skills in a text, under whichever name they are written. */
import { caseSensitive, skills, type Skill } from './skill-dictionary.ts';

export interface SkillMention {
  skill: Skill;
  /** As it is written. */
  written: string;
  start: number;
  end: number;
}
export interface Span {
  start: number;
  end: number;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replace(/ /g, String.raw`\s+`);
const byName = new Map(skills.flatMap((skill) => skill.names.map((name) => [name.toLowerCase(), skill] as const)));
const exactNames = new Map([...caseSensitive].map((name) => [name.toLowerCase(), name]));
/** "C" is not in "C++", "C#", "R&D" or "vitamin-C"; "Go" is not in "Go-live". */
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}+#.@&-])(?:${[...byName.keys()].sort((a, b) => b.length - a.length).map(escaped).join('|')})(?![\p{L}\p{N}+#&@]|\.\p{L}|-(?:live|to)\b)`,
  'giu',
);
/** Bounded: a text may be one very long word. Words of an address say nothing about its owner's skills. */
const address = /\S{1,200}@\S{1,300}|https?:\/\/\S+|www\.\S+|(?<![\w-])[\w-]{1,63}\.(?:com|org|net|io|dev|co)\/\S*/gi;

/** @param lists where a lower-case "go" or "react" is meant as a name: the skills section */
export function findSkills(text: string, lists: readonly Span[] = []): SkillMention[] {
  const within = (spans: readonly Span[], at: number): boolean => spans.some(({ start, end }) => at >= start && at < end);
  const addresses = [...text.matchAll(address)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return [...text.matchAll(pattern)].flatMap((match): SkillMention[] => {
    const written = match[0];
    const plain = written.toLowerCase().replace(/\s+/g, ' ');
    const skill = byName.get(plain);
    if (skill === undefined || within(addresses, match.index)) return [];
    const exact = exactNames.get(plain);
    if (exact !== undefined && exact !== written && !within(lists, match.index)) return [];
    return [{ skill, written, start: match.index, end: match.index + written.length }];
  });
}
