import { setTimeout as pause } from 'node:timers/promises';
import { answered, connectionDefaults, newConnection, type Connection } from './connection.ts';

const retryMs = 250;

/** A connection for blocking reads, which hold up everything else on theirs. It is made when needed, and made anew when lost. */
export interface PatientConnection {
  /** Tries until it works; undefined when the signal is aborted first. Only the first of several failures in a row is reported. */
  untilItWorks<T>(attempt: (connection: Connection) => Promise<T>): Promise<T | undefined>;
  disconnect(): void;
}

export function patientConnection(url: string, signal: AbortSignal, onError: (error: unknown) => void): PatientConnection {
  let connection: Connection | undefined;
  async function connected(): Promise<Connection> {
    if (connection?.isReady) return connection;
    disconnect();
    const fresh = newConnection(url, { reconnect: false, onError: () => undefined /* connect() and the commands report it */ });
    connection = fresh;
    await answered(fresh.connect(), 'connect', connectionDefaults.connectTimeoutMs + 1_000);
    return fresh;
  }
  function disconnect(): void {
    if (connection?.isOpen) connection.destroy();
    connection = undefined;
  }
  signal.addEventListener('abort', disconnect, { once: true });
  return {
    disconnect() {
      signal.removeEventListener('abort', disconnect);
      disconnect();
    },
    async untilItWorks(attempt) {
      for (let said = false; !signal.aborted; said = true) {
        try {
          return await attempt(await connected());
        } catch (error) {
          disconnect();
          if (!said && !signal.aborted) onError(error);
          await pause(retryMs, undefined, { signal }).catch(() => undefined);
        }
      }
      return undefined;
    },
  };
}
