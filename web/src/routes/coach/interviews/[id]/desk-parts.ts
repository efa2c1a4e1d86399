/** What the desk's controls share: one interview, its socket and clock. */
import { localProblem, OrderRefused } from '#lib/live/live-problem.ts';
import type { LiveSocket, Order } from '#lib/live/live-socket.ts';
import { createContext } from 'svelte';
import type { InterviewClock } from './interview-clock.svelte.ts';
import type { RoomSound } from './room-sound.svelte.ts';

type WithoutInterview<T> = T extends unknown ? Omit<T, 'interviewId'> : never;
export type DeskOrder = WithoutInterview<Extract<Order, { type: `coach:${string}` }>>;

export interface DeskParts {
  readonly interviewId: string;
  readonly candidate: string;
  readonly typed: boolean;
  readonly clock: InterviewClock;
  readonly sound: RoomSound;
  socket(): LiveSocket | undefined;
}

export const [useDesk, provideDesk] = createContext<DeskParts>();

/** @throws OrderRefused */
export async function send({ interviewId, socket }: DeskParts, order: DeskOrder): Promise<void> {
  const live = socket();
  if (live === undefined) throw new OrderRefused(localProblem('Not connected', 'The page is not connected yet. Try again in a moment.', true), false);
  await live.order({ ...order, interviewId } as Order);
}
