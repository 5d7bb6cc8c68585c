import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** For `npm run dev`: pages from here, the API from a server that runs beside it. */
const server = process.env['ATTUNE_SERVER'] ?? 'http://127.0.0.1:4400';

export default defineConfig({
  plugins: [react()],
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
