import { expect, test } from 'vitest';
import { EventId } from './socket.ts';

test('an event id is what Redis takes for one: two numbers of 64 bits', () => {
  for (const good of ['0', '1763900000000-0', '18446744073709551615-18446744073709551615']) expect(EventId.safeParse(good).success).toBe(true);
  for (const wrong of ['', '-', '$', 'a', '1-', '-1', '5-18446744073709551616', '99999999999999999999']) expect(EventId.safeParse(wrong).success).toBe(false);
});
