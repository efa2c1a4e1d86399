import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { terminalLine } from './log-lines.ts';

const shown = (line: string, verbose = false) => {
  const text = terminalLine('api', line, verbose);
  return text === undefined ? undefined : stripVTControlCharacters(text);
};

test('warnings and errors reach the terminal with the name of their process, the rest stays in the file', () => {
  expect(shown('{"level":30,"msg":"listening"}')).toBeUndefined();
  expect(shown('{"level":40,"name":"api","msg":"slow query"}')).toBe('api       warn slow query');
  expect(shown('{"level":50,"msg":"failed","error":{"message":"connection lost"}}')).toBe('api       error failed: connection lost');
  expect(shown('{"log.level":"warn","service.name":"greenroom-api","message":"slow"}')).toBe('api       warn slow');
  expect(shown('not JSON')).toBeUndefined();
});

test('what a library warns of by itself stays in the file', () => {
  expect(shown('{"level":40,"msg":"event loop blocked"}')).toBeUndefined();
});

test('everything is shown on request', () => {
  expect(shown('{"level":30,"msg":"listening"}', true)).toBe('api       listening');
  expect(shown('not JSON', true)).toBe('api       not JSON');
});
