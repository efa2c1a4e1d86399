import { resumeIds } from '../answers/resume.ts';
import type { View } from '../pages.ts';

export const resumeViews: readonly View[] = [
  { name: 'resumes', path: '/resume', signedIn: true },
  { name: 'resumes-empty', path: '/resume', signedIn: 'coach' },
  {
    name: 'resume-refused', path: '/resume', signedIn: true,
    act: async (page) => {
      await page.getByLabel('The file').setInputFiles({ name: 'protected.pdf', mimeType: 'application/pdf', buffer: Buffer.from('protected') });
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByText('protected with a password').waitFor();
    },
  },
  { name: 'resume-to-confirm', path: `/resume/${resumeIds.unconfirmed}`, signedIn: true },
  { name: 'resume-analysed', path: `/resume/${resumeIds.analysed}`, signedIn: true },
  { name: 'resume-analysed-before', path: `/resume/${resumeIds.analysed}?analysis=7c2e1d90-55aa-4f0e-8b3c-2f4c6a8e0b02`, signedIn: true },
  { name: 'resume-being-analysed', path: `/resume/${resumeIds.waiting}`, signedIn: true },
];
