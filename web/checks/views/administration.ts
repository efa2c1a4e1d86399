import type { View } from '../pages.ts';

export const administrationViews: readonly View[] = [];
