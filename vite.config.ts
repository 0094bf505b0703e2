import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where the server listens while developing. */
const port = process.env.PORT ?? '8080'

/** The pages of the web build by their address: the server answers `/` with console/index.html, `/phone` with phone/index.html. */
const pages = { console: at('console/index.html'), phone: at('phone/index.html') }

/** Puts web/color-scheme.js into every page as a hashed file that runs before the first paint. */
function colorSchemeFile(): Plugin {
  const source = () => readFileSync(at('web/color-scheme.js'), 'utf8')
  let fileName = 'color-scheme.js'
  return {
    name: 'offhook-color-scheme',
    buildStart() {
      if (this.environment.config.command !== 'build') return
      const reference = this.emitFile({ type: 'asset', name: 'color-scheme.js', source: source() })
      fileName = this.getFileName(reference)
    },
    configureServer(server) {
      server.middlewares.use('/color-scheme.js', (_, response) => {
        response.setHeader('content-type', 'text/javascript').end(source())
      })
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `/${fileName}` }, injectTo: 'head-prepend' }],
  }
}

/** While developing, answers as the built server does: /phone is the phone, any other page the console. */
function developmentPages(): Plugin {
  return {
    name: 'offhook-pages',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        const path = request.url?.split('?')[0] ?? '/'
        const isPage = request.headers.accept?.includes('text/html') && !path.includes('.') && !path.startsWith('/api')
        if (isPage) request.url = path.startsWith('/phone') ? '/phone/index.html' : '/console/index.html'
        next()
      })
    },
    // The page's own address is no folder of ours, so what stands beside the file is named from the root.
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename }) => html.replaceAll('="./', `="/${basename(dirname(filename))}/`),
    },
  }
}

export default defineConfig({
  appType: 'mpa',
  publicDir: existsSync(at('phone/public')) ? 'phone/public' : false,
  plugins: [react(), colorSchemeFile(), developmentPages()],
  server: {
    // The host stays the page's own, so that the server's check of origins holds here, too.
    proxy: {
      '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false },
      '/sip': { target: `ws://127.0.0.1:${port}`, ws: true, changeOrigin: false },
    },
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))),
      output: {
        codeSplitting: {
          groups: [
            { name: 'phone-numbers', test: /libphonenumber-js/ },
            { name: 'jssip', test: /node_modules\/(jssip|sdp-transform|events|debug|ms)\// },
            { name: 'mantine', test: /node_modules\/@mantine|node_modules\/@floating-ui/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-query|query-core))\// },
          ],
        },
      },
    },
  },
})
