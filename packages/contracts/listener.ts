/** Who follows somebody's interview. The candidate always sees it. */
import { z } from 'zod';

/** Who else is there now. `listens`: follows live, heard by nobody. `in_room`: has a microphone in the room. `leads`: has taken over. */
export const Listener = z.object({ name: z.string(), state: z.enum(['listens', 'in_room', 'leads']) });
export type Listener = z.infer<typeof Listener>;
