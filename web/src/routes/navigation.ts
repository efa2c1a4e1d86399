/** Where the header leads, and which of its links the page belongs to. */
import type { UserRole } from '@greenroom/contracts';

export interface Place {
  href: string;
  name: string;
  /** Beginnings of the paths that belong to it. */
  paths: readonly string[];
}

const interviews: Place = { href: '/', name: 'Interviews', paths: ['/interviews'] };
const progress: Place = { href: '/progress', name: 'Progress', paths: ['/progress'] };
const resume: Place = { href: '/resume', name: 'Résumé', paths: ['/resume'] };
const coaching: Place = { href: '/coach', name: 'Coaching', paths: ['/coach'] };
const admin: Place = { href: '/admin', name: 'Admin', paths: ['/admin'] };
const settings: Place = { href: '/settings', name: 'Settings', paths: ['/settings'] };

/** Everyone can practise; coaches and administrators have a page of their own besides. */
export function placesOf(role: UserRole | undefined): Place[] {
  return [interviews, progress, resume, ...(role === 'coach' ? [coaching] : []), ...(role === 'admin' ? [admin] : []), settings];
}

export const strangersPlaces: readonly Place[] = [
  { href: '/sample/report', name: 'Sample', paths: ['/sample'] },
  { href: '/sign-in', name: 'Sign in', paths: ['/forgot-password', '/reset-password'] },
];

/** What `aria-current` says of a link on this page: the page itself, or one that belongs to it. */
export function currentOf({ href, paths }: Place, pathname: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page';
  return paths.some((path) => pathname === path || pathname.startsWith(`${path}/`)) ? 'true' : undefined;
}
