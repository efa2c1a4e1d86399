import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter(),
      // `connect-src` also needs the LiveKit server, which is known only at run time: hooks.server.ts adds it.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one inline style: SvelteKit hides the element that announces page changes with it. When an update of
          // SvelteKit changes it, every view in checks/views.integration.test.ts complains.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'font-src': ['self'],
          'img-src': ['self', 'data:'],
          'media-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['none'],
        },
      },
      // The address of the site is known only at run time, and the adapter can only guess it from headers. So the
      // built-in check is off, and hooks.server.ts refuses form posts from elsewhere.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  // The live room is a React island: the only .tsx files, loaded by `await import` when an interview runs. Vite's own
  // transform is enough; React's plugin adds fast refresh, whose script SvelteKit's pages do not carry.
  oxc: { jsx: { runtime: 'automatic' } },
});
