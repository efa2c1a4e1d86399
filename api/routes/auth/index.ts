import type { authOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { login } from './login.ts';
import { me } from './me.ts';

export const authHandlers: HandlersOf<typeof authOperations> = { login, me };
