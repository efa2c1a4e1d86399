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

/** pino as it comes, and pino in ECS fields (the API). */
interface LogEntry {
  level?: unknown;
  'log.level'?: unknown;
  /** Set by our own loggers; what libraries log by themselves has none. */
  name?: string;
  'service.name'?: string;
  /** Set where a library writes through our logger (Temporal). */
  part?: string;
  msg?: string;
  message?: string;
  error?: { message?: string };
  err?: { message?: string };
}
const levels: Readonly<Record<string, number>> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

function parsed(line: string): { level: number; text: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as LogEntry;
    const level = typeof entry.level === 'number' ? entry.level : levels[String(entry['log.level'])];
    if (level === undefined) return undefined;
    // A library's warning ("the event loop was busy for 110 ms") belongs into the file; its errors are shown.
      const ours = (entry.name ?? entry['service.name']) !== undefined && entry.part === undefined;
    return { level: ours || level !== warning ? level : warning - 1, text: [entry.msg ?? entry.message, (entry.error ?? entry.err)?.message].filter((part) => part).join(': ') };
  } catch {
    return undefined;
  }
}
