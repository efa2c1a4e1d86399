/** What a part of the page says after it was used. */
export type Told = { message: string | undefined; url: string | undefined } | undefined;

/** For `use:enhance`: what was typed stays when it was refused. */
export const keepRefused = () => async ({ result, update }: { result: { type: string }; update(options: { reset: boolean }): Promise<void> }) => update({ reset: result.type === 'success' });
