/** Every link that shows nothing looks the same: mistyped, expired or revoked. */
import type { Problem } from '@greenroom/contracts';
import { error } from '@sveltejs/kit';
import { showProblem } from '#lib/server/session.ts';

const form = /^[\w-]{1,100}$/;

/** @throws the page for a link that shows nothing, when this cannot be a link's token */
export function tokenOf(text: string): string {
  return form.test(text) ? text : showsNothing();
}

/** Throws what SvelteKit shows. */
export function failShared(problem: Problem): never {
  if (problem.status === 404 || problem.status === 400) showsNothing();
  showProblem(problem);
}

function showsNothing(): never {
  error(404, 'This link shows nothing (any more). Ask whoever sent it for a new one.');
}
