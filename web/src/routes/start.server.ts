import { webSettings } from '#lib/server/settings.ts';

/** Where "Start" leads a stranger. A demo's visitor has an account already, whose password is filled in. */
export const startOf = (): string => `${webSettings().demoAccount ? '/sign-in' : '/register'}?next=/interviews/new`;
