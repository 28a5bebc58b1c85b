/**
 * The relay as a process: settings from the environment, addresses on standard output, one JSON line per event on
 * standard error; SIGTERM and SIGINT drain it.
 */
import { fileURLToPath } from 'node:url'
import { isWildcard } from './addresses.ts'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { type RunningRelay, startRelay } from './server.ts'
import { StoreError } from './store/database.ts'

/** Built, this file is dist/relay/main.js, and the app is beside it. */
const clientDir = fileURLToPath(new URL('../client', import.meta.url))

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

function addressLines({ host }: Config, { port, lanUrls }: RunningRelay): readonly string[] {
  const local = `http://${isWildcard(host) ? 'localhost' : host}:${port}`
  return [`Billington is here:  ${local}`, ...lanUrls.map(url => `on your network:     ${url}`)]
}

/** What can be told to the person who starts it; null: a fault of ours. */
function plainReason(error: unknown, { port }: { port: string | undefined }): string | null {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return `PORT: something else is using port ${port ?? 8080}`
  if (code === 'EACCES') return `PORT: this user may not listen on port ${port ?? 8080}`
  if (code === 'EADDRNOTAVAIL') return 'HOST: this machine has no such address'
  return null
}

async function main(): Promise<void> {
  const config: Config = { ...loadConfig(process.env), clientDir }
  const relay = await startRelay(config)
  say(addressLines(config, relay))
  const end = (): void => {
    relay.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

main().catch((error: unknown) => {
  const reason = plainReason(error, { port: process.env.PORT })
  if (reason === null) throw error
  process.stderr.write(`${reason}\n`)
  process.exit(1)
})
