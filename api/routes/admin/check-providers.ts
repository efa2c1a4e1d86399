import type { Handler } from '../../operation.ts';

export const checkProviders: Handler<'checkProviders'> = async ({ providerHealth }, { log }) => ({ items: await providerHealth.run(log) });
