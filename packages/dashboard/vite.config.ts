import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

/** For `npm run dev`: pages from here, the API from a server that runs beside it. */
const server = process.env['ATTUNE_SERVER'] ?? 'http://127.0.0.1:4400';

export default defineConfig({
  plugins: [react(), fetchSoon('src/app/start.tsx')],
  build: {
    target: 'es2024',
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Of the core only what is used is sent: loading one of its files does nothing but define things.
      treeshake: { moduleSideEffects: [{ test: /packages\/core\/src/, sideEffects: false }] },
    },
  },
  server: { proxy: { '/api': server } },
});

/** Names a module that every page loads, and what it imports, in the document: they are fetched with the page's door. */
function fetchSoon(module: string): Plugin {
  return {
    name: 'fetch-soon',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }): HtmlTagDescriptor[] {
        const chunks = Object.values(bundle).filter((one): one is Rolldown.OutputChunk => one.type === 'chunk');
        const start = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module) === true);
        const names = start === undefined ? [] : [start.fileName, ...start.imports];
        return names.map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head',
        }));
      },
    },
  };
}
