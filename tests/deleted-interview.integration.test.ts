/** What is still stored while an interview is being removed: the workflow sweeps it up. Real API, real workers. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { liveStream, roomName, workflowIds } from '@greenroom/contracts';
import { saveTurn } from '@greenroom/database';
import { exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import { startAccountSystem, type AccountSystem } from './account/account-system.ts';

let system: AccountSystem;
beforeAll(async () => {
  system = await startAccountSystem(inject('env'));
});
afterAll(() => system.stop());

test('a segment and an event that arrive after the deletion are gone a little later, and the interview’s own workflow has ended', async () => {
  const { api, temporal } = system;
  const { token } = await system.person();
  const { id } = await api.plan(token);
  expect((await api.call('POST', `/interviews/${id}/start`, { token })).status).toBe(200);
  await saveTurn(api.context.database, exampleTurn(id, 1));
  expect((await api.call('DELETE', `/interviews/${id}`, { token })).status).toBe(204);

  const late = keys.recordingSegment(id, 7);
  await api.context.files.put(late, Buffer.from('late'), 'audio/flac');
  await api.context.events.publish(id, { type: 'notice', at: 1, level: 'info', text: 'late' });
  await expect(saveTurn(api.context.database, exampleTurn(id, 2))).rejects.toThrow();
  const left = async () => [(await api.context.files.list(keys.interview(id))).length, await api.context.redis.exists(liveStream.key(id))];
  expect(await left()).toEqual([1, 1]);
  await expect.poll(left, { timeout: 40_000, interval: 500 }).toEqual([0, 0]);
  expect((await temporal.workflow.getHandle(workflowIds.interview(id)).describe()).status.name).toBe('TERMINATED');
  expect(await system.workflows.rooms.listRooms([roomName(id)])).toEqual([]);
});

test('when the API could not go on after it had begun, the workflow removes the interview by itself', async () => {
  const { api } = system;
  const { token } = await system.person();
  const { id } = await api.plan(token);
  expect((await api.call('POST', `/interviews/${id}/start`, { token })).status).toBe(200);
  await api.context.files.put(keys.recording(id), Buffer.from('kept'), 'audio/ogg');
  const { rooms } = api.context;
  api.context.rooms = { ...rooms, close: () => Promise.reject(new Error('The process ends here.')) };
  expect((await api.call('DELETE', `/interviews/${id}`, { token })).status).toBe(500);
  api.context.rooms = rooms;
  expect((await api.call('GET', `/interviews/${id}`, { token })).status).toBe(200);
  await expect.poll(async () => (await api.call('GET', `/interviews/${id}`, { token })).status, { timeout: 40_000, interval: 500 }).toBe(404);
  expect(await api.context.files.list(keys.interview(id))).toEqual([]);
});
