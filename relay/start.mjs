/**
 * `npm start`: from a fresh clone to a running relay and app, in one process. Installs and builds when needed,
 * then imports the built relay. `--dev` (npm run dev) serves the sources through Vite on PORT instead and runs the
 * relay from its sources beside it, on a port of its own that Vite passes /v1 and /healthz on to.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuild, ensurePackages, root } from './prepare.mjs'

const dev = process.argv.includes('--dev')

async function serveSources() {
  const { createServer, isRunnableDevEnvironment } = await import('vite')
  const port = Number(process.env.PORT ?? 8080)
  const relayPort = port + 1
  const target = `http://127.0.0.1:${relayPort}`
  const vite = await createServer({
    configFile: join(root, 'vite.config.ts'),
    server: {
      host: process.env.HOST ?? '0.0.0.0',
      port,
      strictPort: true,
      proxy: { '/v1': { target, ws: true }, '/healthz': { target } },
    },
  })
  const { relay } = vite.environments
  if (!relay || !isRunnableDevEnvironment(relay)) throw new Error('vite.config.ts has no environment "relay"')
  const runner = relay.runner
  const boot = async () => {
    const { loadConfig } = await runner.import(join(root, 'relay/config.ts'))
    const { startRelay } = await runner.import(join(root, 'relay/server.ts'))
    return startRelay(loadConfig({ ...process.env, HOST: '127.0.0.1', PORT: String(relayPort) }))
  }
  let running = await boot()
  vite.watcher.on('change', async path => {
    if (!path.startsWith(join(root, 'relay')) && !path.startsWith(join(root, 'crdt'))) return
    await running.close()
    runner.clearCache()
    running = await boot()
  })
  vite.watcher.add([join(root, 'relay'), join(root, 'crdt')])
  await vite.listen()
  vite.printUrls()
}

if (!ensurePackages({ dev })) process.exit(1)
if (dev) {
  await serveSources()
} else {
  if (!ensureBuild()) process.exit(1)
  await import(pathToFileURL(join(root, 'dist/relay/main.js')).href)
}
