import type { Handler } from '../../operation.ts';

/** The same whisper sent twice, after a lost connection, is one. */
export const listWhispers: Handler<'listWhispers'> = async ({ events }, { interview }) => {
  const zeroMs = interview.startedAt === null ? 0 : Date.parse(interview.startedAt);
  const byId = new Map((await events.commands.all(interview.id)).map(({ sent }) => [sent.id, sent]));
  const items = [...byId.values()].flatMap(({ atMs, command }) => (command.type === 'whisper' ? [{ at: (atMs - zeroMs) / 1000, text: command.text, from: command.from }] : []));
  return { items };
};
