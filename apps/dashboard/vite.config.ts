import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Only while developing: where `/api` and the sockets are. In production the gateway serves the built files itself. */
const gateway = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // MapLibre's worker is an ES module that is loaded by URL.
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The content security policy admits no `data:` beyond images, so nothing is inlined.
    assetsInlineLimit: 0,
    // MapLibre alone is past the default limit; it is a chunk of its own, loaded with the map.
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    proxy: {
      '/api': gateway,
      '/docs': gateway,
      '/socket.io': { target: gateway, ws: true },
      '/ws': { target: gateway, ws: true },
    },
  },
});
