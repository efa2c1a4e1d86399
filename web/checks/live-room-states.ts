/** The live room in every state, for the checks and for screenshots: a real LiveKit room with the stand-in for the interviewer. */
import type { Page } from 'playwright-core';
import { identities } from '@greenroom/contracts';
import { refusals } from './answers/live.ts';
import { ids, type LiveKit } from './fixture-api.ts';
import { fixtureInterviewer } from './fixture-interviewer.ts';
import type { LiveRoomState } from './views/live.ts';

export interface EnteredRoom {
  /** Lets the state come about. */
  show(): Promise<void>;
  /** Closes the room. */
  end(): Promise<void>;
}

/** @param page of somebody who is signed in; it is in the room afterwards. */
export async function enterLiveRoom(page: Page, siteUrl: string, livekit: LiveKit, state: LiveRoomState): Promise<EnteredRoom> {
  const id = ids.in_progress;
  const interviewer = await fixtureInterviewer(livekit, id);
  const coach = state.coach && (await fixtureInterviewer(livekit, id, { identity: identities.coach('cal'), role: 'coach', name: 'Cal Okonkwo-Vandenberghe' }));
  if (state.alone) await interviewer.leave();
  if (state.name === 'order-refused') refusals.set('skip', 'This was the last question. It is over in a moment.');
  await page.addInitScript(() => {
    localStorage.removeItem('greenroom.captions');
    sessionStorage.clear();
  });
  await state.before?.(page);
  await page.goto(`${siteUrl}/interviews/${id}`);
  await page.getByTestId('state').getByText(state.alone ? 'The interviewer is on the way' : 'The interviewer is getting ready').waitFor();
  return {
    show: async () => {
      for (const event of state.events ?? []) await interviewer.send(event);
      // Everything before it has arrived, and the last one is shown.
      await page.waitForTimeout(300);
      await state.act?.(page, interviewer);
      await page.getByText(state.shows).filter({ visible: true }).first().waitFor();
    },
    end: async () => {
      refusals.clear();
      await coach?.leave();
      await interviewer.closeRoom();
    },
  };
}
