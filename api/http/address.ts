/** Where a request comes from, as limits count it: through trusted proxies alone, and a home's whole IPv6 network as one. */
import type { IncomingMessage } from 'node:http';
import type { Express, Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

export const networkOf = ({ ip }: Request): string => ipKeyGenerator(ip ?? 'gone');

/** The same for a handshake, which does not go through Express: it is made a request of this app, as Express itself does. */
export const handshakeNetwork = (app: Express) => (request: IncomingMessage): string => networkOf(Object.setPrototypeOf(request, app.request) as Request);
