import { listFailedWorkflows as list } from '../../failed-workflows.ts';
import type { Handler } from '../../operation.ts';

export const listFailedWorkflows: Handler<'listFailedWorkflows'> = async ({ durable, temporalUiUrl }) => ({ items: await list(durable, temporalUiUrl) });
