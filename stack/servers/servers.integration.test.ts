import { loadSettings } from '@greenroom/settings';
import { expect, inject, test } from 'vitest';

test('the environment that the servers give is all that the settings ask for', () => {
  const settings = loadSettings(inject('env'));
  expect(settings.livekit.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
  expect(JSON.parse(settings.api.signingKeys)).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', d: expect.any(String) }] });
});
