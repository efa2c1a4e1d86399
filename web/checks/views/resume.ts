import type { View } from '../pages.ts';

export const resumeViews: readonly View[] = [];
