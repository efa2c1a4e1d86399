import type { authOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { changePassword } from './change-password.ts';
import { exchangeProviderCode } from './exchange-provider-code.ts';
import { forgotPassword } from './forgot-password.ts';
import { listProviders } from './list-providers.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { me } from './me.ts';
import { finishProviderSignIn, startProviderSignIn } from './provider-sign-in.ts';
import { readPublicKeys } from './read-public-keys.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { resetPassword } from './reset-password.ts';
import { sendVerification } from './send-verification.ts';
import { endSession, listSessions } from './sessions.ts';
import { verifyEmail } from './verify-email.ts';

export const authHandlers: HandlersOf<typeof authOperations> = {
  changePassword, endSession, exchangeProviderCode, finishProviderSignIn, forgotPassword, listProviders, listSessions, login, logout, me, readPublicKeys, refresh, register,
  resetPassword, sendVerification, startProviderSignIn, verifyEmail,
};
