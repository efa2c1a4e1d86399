import type { View } from '../pages.ts';

export const coachViews: readonly View[] = [];
