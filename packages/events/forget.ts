/** Forgets what Redis holds of people and interviews that are gone. */
import { answered, type Connection } from './connection.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const atOnce = 1_000;

/**
 * Removes every key whose name holds one of these ids: whoever writes a key about a person or an interview puts the id into its
 * name. One walk over all keys, in steps that hold up nobody. @returns how many were removed
 */
export async function forgetKeys(client: Connection, ids: readonly string[]): Promise<number> {
  const wanted = new Set(ids);
  let removed = 0;
  let cursor = '0';
  do {
    const page = await answered(client.scan(cursor, { COUNT: atOnce }), 'scan');
    cursor = page.cursor;
    const keys = page.keys.filter((key) => (key.match(uuid) ?? []).some((id) => wanted.has(id)));
    if (keys.length > 0) removed += await answered(client.unlink(keys), 'unlink');
  } while (cursor !== '0');
  return removed;
}
