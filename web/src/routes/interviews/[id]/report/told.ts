import { forgetDraft } from '#lib/draft.ts';

/** What a part of the page says after it was used. */
export type Told = { message: string | undefined; url: string | undefined } | undefined;

interface Sent {
  result: { type: string };
  update(options: { reset: boolean }): Promise<void>;
}
/** For `use:enhance`: what was typed stays when it was refused. @param drafts what is kept until it was taken */
export const keepRefused = (...drafts: string[]) => () => async ({ result, update }: Sent) => {
  const taken = result.type === 'success';
  if (taken) drafts.forEach(forgetDraft);
  await update({ reset: taken });
};
