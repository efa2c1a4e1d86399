import type { accountOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { changeAccount } from './change.ts';
import { deleteAccount } from './delete.ts';
import { exportAccount } from './export.ts';
import { readExportFile } from './export-file.ts';
import { listExports } from './list-exports.ts';
import { readAccount } from './read.ts';
import { readExport } from './read-export.ts';
import { restoreAccount } from './restore.ts';

export const accountHandlers: HandlersOf<typeof accountOperations> = { readAccount, changeAccount, exportAccount, listExports, readExport, readExportFile, deleteAccount, restoreAccount };
