import type { View } from '../pages.ts';

export const liveViews: readonly View[] = [];
