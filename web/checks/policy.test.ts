import { expect, test } from 'vitest';
import { policyFaults } from './policy.ts';

const good = "default-src 'none'; script-src 'self' 'nonce-AAECAwQFBgcICQoLDA0ODw=='; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

test('the policy that the site should have is no fault', () => {
  expect(policyFaults(good)).toEqual([]);
});

test('a page without a policy is found', () => {
  expect(policyFaults(undefined)).toEqual(['the page has no content security policy']);
});

test.each([
  ['inline scripts', good.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "script-src allows 'unsafe-inline'"],
  ['scripts from anywhere', good.replace("script-src 'self'", 'script-src https:'), 'script-src allows https:'],
  ['no nonce', good.replace(/ 'nonce-.*?'/, ''), 'script-src has no nonce'],
  ['everything else from here', good.replace("default-src 'none'", "default-src 'self'"), "default-src is 'self', not 'none'"],
  ['no default', good.replace("default-src 'none'; ", ''), "default-src is missing, not 'none'"],
  ['being framed', good.replace("frame-ancestors 'none'; ", ''), "frame-ancestors is not 'none'"],
])('a policy with %s is found', (_, header, fault) => {
  expect(policyFaults(header)).toContain(fault);
});
