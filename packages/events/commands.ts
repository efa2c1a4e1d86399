/** What the API orders of the interviewer in a room, and how far that has got. */
import { commandStream, type SentCommand } from '@greenroom/contracts';
import { answered, type Connection } from './connection.ts';
import { commandReader, type FollowedCommand } from './entries.ts';
import { followStream, type FollowOptions } from './follow.ts';

export interface Commands {
  /** For the API alone: whoever reads it asks no further. @throws EventsUnavailableError */
  send(interviewId: string, sent: SentCommand): Promise<string>;
  /** In order, on a connection of its own. */
  follow(interviewId: string, options?: FollowOptions): AsyncIterable<FollowedCommand>;
  /** Those from the beginning up to and with this one. @throws EventsUnavailableError */
  upTo(interviewId: string, id: string): Promise<FollowedCommand[]>;
  /** All that is kept, in order. @throws EventsUnavailableError */
  all(interviewId: string): Promise<FollowedCommand[]>;
  /** Id of the last command that was carried out; `'0'` before the first. @throws EventsUnavailableError */
  done(interviewId: string): Promise<string>;
  /** @throws EventsUnavailableError */
  setDone(interviewId: string, id: string): Promise<void>;
}

export function commandsOn(client: Connection, url: string, closing: AbortSignal, onError: (error: unknown) => void): Commands {
  const expiration = { type: 'EX', value: commandStream.expireSeconds } as const;
  const commands: Commands = {
    async send(interviewId, sent) {
      const key = commandStream.key(interviewId);
      const added = client.xAdd(key, '*', { command: JSON.stringify(sent) }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: commandStream.maxLength } });
      const [id] = await answered(Promise.all([added, client.expire(key, commandStream.expireSeconds)]), 'command');
      return id;
    },
    follow(interviewId, options = {}) {
      const signal = options.signal === undefined ? closing : AbortSignal.any([options.signal, closing]);
      return followStream(url, commandStream.key(interviewId), commandReader(onError), { after: options.after, signal }, onError);
    },
    async upTo(interviewId, id) {
      const read = commandReader(onError);
      const entries = (await answered(client.xRange(commandStream.key(interviewId), '-', id), 'commands')) ?? [];
      return entries.flatMap(({ id: entryId, message }) => read(entryId, message) ?? []);
    },
    all: (interviewId) => commands.upTo(interviewId, '+'),
    async done(interviewId) {
      return (await answered(client.get(commandStream.doneKey(interviewId)), 'commands done')) ?? '0';
    },
    async setDone(interviewId, id) {
      await answered(client.set(commandStream.doneKey(interviewId), id, { expiration }), 'commands done');
    },
  };
  return commands;
}
