import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { expect, test } from 'vitest';
import { originOfActivity, remembersOrigin } from './activity-origin.ts';

const within = async (headers: Headers, work: () => unknown): Promise<unknown> => remembersOrigin({} as never).inbound?.execute?.({ args: [], headers }, () => Promise.resolve(work()));

test('an activity knows which request its workflow began with, also after it has waited; outside of it nobody does', async () => {
  const payload = (text: string) => defaultPayloadConverter.toPayload(text);
  const origin = { requestId: 'my-request', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const later = () => new Promise((done) => setTimeout(() => done(originOfActivity()), 5));
  const both = [within({ requestId: payload(origin.requestId), traceparent: payload(origin.traceparent) }, later), within({ requestId: payload('another') }, later)];
  expect(await Promise.all(both)).toEqual([origin, { requestId: 'another' }]);
  expect(await within({}, originOfActivity)).toEqual({});
  expect(originOfActivity()).toEqual({});
});
