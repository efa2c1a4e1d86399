import type { View } from '../pages.ts';

export const practiceViews: readonly View[] = [];
