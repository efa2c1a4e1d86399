import type { UserRole } from '@greenroom/contracts';

export const roleWords = { candidate: 'Practises', coach: 'Coaches', admin: 'Administers' } as const satisfies Record<UserRole, string>;
