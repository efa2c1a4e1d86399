/** Several servers behind one address, as a provider's host has several services: each connection goes where its first request belongs. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Address extends AsyncDisposable {
  url: string;
}

/** @param routes the beginning of a path, and the server's address */
export async function startOneAddress(routes: Readonly<Record<string, string>>): Promise<Address> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy()).once('close', () => open.delete(client));
    client.once('data', (first: Buffer) => {
      client.pause();
      const path = /^\S+ (\S+)/.exec(first.toString('latin1'))?.[1] ?? '';
      const target = Object.entries(routes).find(([beginning]) => path.startsWith(beginning))?.[1];
      if (target === undefined) return client.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      const { hostname, port } = new URL(target);
      const inner = connect(Number(port), hostname, () => {
        inner.write(first);
        client.pipe(inner).pipe(client);
      });
      inner.on('error', () => client.destroy()).once('close', () => client.destroy());
      client.once('close', () => inner.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
