/// <reference types="vitest/config" />
/**
 * One build for everything that runs: `vite build --app` gives dist/client (the app, precompressed, and its service worker,
 * which is built last because it holds the list of all the rest) and dist/relay/main.js (the relay as one file, which
 * starts in 0.2 s; only the native SQLite module stays outside).
 *
 * Test tools are named as types alone: `npm start` builds on a machine that has no devDependencies.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import solid from 'vite-plugin-solid'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Two copies of either would not know each other's objects. */
const dedupe = ['yjs', 'solid-js']

/**
 * Writes `.br` and `.gz` beside each file worth it: sirv serves what it finds and compresses nothing itself.
 * Quality 10 is within a percent of 11 at half the time.
 */
async function precompress(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  const worth = names
    .filter(name => /\.(html|js|mjs|css|json|svg|wasm|webmanifest|txt|xml)$/.test(name))
    .sort()
  for (const name of worth) {
    const path = join(folder, name)
    if ((await stat(path)).size < 1024) continue
    const bytes = await readFile(path)
    const brotli = await promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    })
    await writeFile(`${path}.br`, brotli)
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  }
}

/** What the service worker does not keep: itself, its kill switch, and what was written for a server. */
const notPrecached = /^(sw|sw-off)\.js$|\.(br|gz)$/

/**
 * Gives the service worker `virtual:precache`: every file of the client's build with its hash, and a version made of them all
 * (the same sources give the same version). The page is listed under the path that it is asked for by.
 */
function precache(): Plugin {
  const id = 'virtual:precache'
  return {
    name: 'precache',
    resolveId: source => (source === id ? `\0${id}` : null),
    async load(source) {
      if (source !== `\0${id}`) return null
      const folder = this.environment.config.build.outDir
      const files = []
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const name = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
        if (!entry.isFile() || notPrecached.test(name)) continue
        const sha256 = createHash('sha256').update(await readFile(join(folder, name)))
        files.push({
          path: name === 'index.html' ? '/' : `/${name}`,
          integrity: `sha256-${sha256.digest('base64')}`,
        })
      }
      files.sort((a, b) => (a.path < b.path ? -1 : 1))
      const version = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 12)
      return `export const shell = ${JSON.stringify({ version, files })}`
    },
  }
}

const app = (command: 'build' | 'serve'): UserConfig => ({
  root: here('./client'),
  publicDir: here('./client/public'),
  plugins: [solid(), precache()],
  resolve: { dedupe },
  environments: {
    client: {
      build: {
        outDir: here('./dist/client'),
        emptyOutDir: true,
        target: 'es2022',
        // The Content-Security-Policy allows scripts of our own origin only: nothing may be inlined as data.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: here('./client/index.html'),
          output: {
            codeSplitting: {
              groups: [
                { name: 'sodium', test: /node_modules[\\/]libsodium/ },
                { name: 'yjs', test: /node_modules[\\/](yjs|y-protocols|y-indexeddb|y-websocket|lib0)[\\/]/ },
              ],
            },
          },
        },
      },
    },
    sw: {
      consumer: 'client',
      build: {
        outDir: here('./dist/client'),
        emptyOutDir: false,
        copyPublicDir: false,
        target: 'es2022',
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: here('./client/service-worker.ts'),
          // A classic script: not every browser runs a service worker that is a module. Its name never changes.
          output: { format: 'iife', entryFileNames: 'sw.js' },
        },
      },
    },
    relay: {
      consumer: 'server',
      // One file when built; `npm run dev` takes packages as they are (Vite's runner knows no CommonJS).
      resolve: command === 'build' ? { noExternal: true, external: ['@photostructure/sqlite'] } : {},
      build: {
        ssr: true,
        outDir: here('./dist/relay'),
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node20',
        rolldownOptions: {
          input: here('./relay/main.ts'),
          output: { codeSplitting: false, entryFileNames: 'main.js' },
        },
      },
    },
  },
  builder: {
    // By name: the Solid plugin adds an `ssr` environment that has nothing to build.
    async buildApp(builder) {
      for (const name of ['client', 'sw', 'relay']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
      await precompress(here('./dist/client'))
    },
  },
})

/** Solid as a browser gets it: under plain Node conditions it resolves to its server build, where nothing reacts. */
const reactive = ['solid', 'browser', 'development', 'module', 'import', 'default']

/** Against tests that hang, not against slow machines: nothing here judges by the clock. */
const testTimeout = 120_000

const tests: UserConfig = {
  resolve: { dedupe },
  test: {
    projects: [
      {
        // No Solid plugin here: it would switch `ws` to its browser stub.
        test: {
          name: 'node',
          testTimeout,
          environment: 'node',
          setupFiles: [here('./tests/world/seed.ts')],
          include: ['tests/unit/**/*.test.ts', 'tests/property/**/*.test.ts'],
          exclude: ['tests/unit/state/**', 'tests/unit/components/**'],
        },
      },
      {
        plugins: [solid()],
        resolve: { dedupe, conditions: reactive },
        ssr: { resolve: { conditions: reactive } },
        test: {
          name: 'solid',
          testTimeout,
          environment: 'node',
          setupFiles: [here('./tests/world/seed.ts')],
          include: ['tests/unit/state/**/*.test.{ts,tsx}', 'tests/unit/components/**/*.test.{ts,tsx}'],
          server: { deps: { inline: [/solid-js/, /@solidjs/] } },
        },
      },
    ],
  },
}

export default defineConfig(({ command }) => (process.env.VITEST ? tests : app(command)))
