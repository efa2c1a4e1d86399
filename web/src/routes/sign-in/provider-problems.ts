import type { ProviderProblem } from '@greenroom/contracts';

/** What a person reads whose sign-in with Google or LinkedIn did not work, and what they can do. */
export const providerProblems: Record<ProviderProblem, string> = {
  cancelled: 'You did not agree at the provider, so nothing was shared. Sign in here in another way, or try again.',
  expired: 'That sign-in took too long, or was begun in another browser. Try again.',
  refused: 'The provider and Greenroom did not understand each other, so you were not signed in. Try again, or sign in with a password.',
  'email-unverified': 'The provider has not confirmed that your e-mail address is yours. Confirm it there, or make an account with a password here.',
  'account-unverified': 'There is an account with your address, and nobody has confirmed that the address is theirs. Set a new password with “Forgotten your password?”: that confirms the address, and signs out whoever else made the account. After that you can sign in this way too.',
  'account-disabled': 'Whoever runs this Greenroom has disabled this account. Ask them.',
  unavailable: 'The provider does not answer at the moment. Try again in a few minutes, or sign in with a password.',
};
