/** What the stand-in API answers, one file for each part of the site. */
import type { OperationName } from '@greenroom/contracts';

export interface Asked {
  /** The first UUID of the path, or ''. */
  id: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  as: 'candidate' | 'coach' | 'admin';
  /** Empty: nobody has let this coach in. Troubled: a part of the system does not answer. */
  house: 'usual' | 'empty' | 'troubled';
}
/** What an answer returns for a question that is another part's: the next one is asked, then the first answers of fixture-api.ts. */
export const pass = Symbol('pass');
/** A reply that must fit the operation's schema; a `Refused` becomes a problem. */
export type Answers = { [N in OperationName]?: (asked: Asked) => unknown };

export class Refused extends Error {
  readonly status: number;
  readonly kind: string;
  constructor(status: number, detail: string, kind = 'about:blank') {
    super(detail);
    this.status = status;
    this.kind = kind;
  }
}
