/** Every hour: letters to those who asked for one and for whom it is Monday morning. */
import { sendLetter, writeWeeklyLetters } from './account-activities.ts';

export async function weeklyProgress(): Promise<{ letters: number }> {
  const nowMs = Date.now();
  let letters = 0;
  let after: string | null = null;
  do {
    const { keys, next }: { keys: string[]; next: string | null } = await writeWeeklyLetters({ nowMs, after });
    for (const key of keys) await sendLetter(key);
    letters += keys.length;
    after = next;
  } while (after !== null);
  return { letters };
}
