/** What of our processes' logs a person sees in the terminal: warnings and errors, or everything on request. */
import { styleText } from 'node:util';

const colours = { api: 'cyan', workflows: 'magenta', agent: 'green', web: 'blue' } as const;
/** pino's numbers. */
const warning = 40;

/** @returns the line for the terminal, or undefined when it only belongs into the file. */
export function terminalLine(name: string, line: string, verbose: boolean): string | undefined {
  const entry = parsed(line);
  if (!verbose && (entry === undefined || entry.level < warning)) return undefined;
  const prefix = styleText(colours[name as keyof typeof colours] ?? 'white', name.padEnd(9), { stream: process.stderr });
  if (entry === undefined) return `${prefix} ${line}`;
  const label = entry.level > warning ? styleText('red', 'error ', { stream: process.stderr }) : entry.level === warning ? styleText('yellow', 'warn ', { stream: process.stderr }) : '';
  return `${prefix} ${label}${entry.text}`;
}

function parsed(line: string): { level: number; text: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, error, err } = JSON.parse(line) as { level: unknown; msg?: string; error?: { message?: string }; err?: { message?: string } };
    if (typeof level !== 'number') return undefined;
    return { level, text: [msg, (error ?? err)?.message].filter((part) => part).join(': ') };
  } catch {
    return undefined;
  }
}
