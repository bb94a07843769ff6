import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

/** The page speaks English only; React Aria would bring its sentences in 33 other languages. */
const englishOnly: Plugin = {
  name: 'english-only',
  enforce: 'pre',
  load: {
    filter: { id: /react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/ },
    handler: () => 'export default {}',
  },
}

export default defineConfig(({ mode }) => {
  const house = loadEnv(mode, '.', 'SWITCHBOARD_')['SWITCHBOARD_HOUSE'] ?? 'http://127.0.0.1:8787'
  return {
    plugins: [englishOnly, react()],
    build: {
      target: 'baseline-widely-available',
      // Strict Content-Security-Policy: no data: URLs for what the page loads.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'react',
                test: /node_modules\/.*\/(?:react|react-dom|scheduler|use-sync-external-store)\//,
              },
              // Menus and dialogs: loaded with the first of them.
              { name: 'aria', test: /node_modules\/.*\/(?:react-aria|react-stately|@internationalized)/ },
              { name: 'vendor', test: /node_modules/ },
            ],
          },
        },
      },
    },
    server: { host: '127.0.0.1', proxy: { '/api': { target: house, ws: true } } },
  }
})
