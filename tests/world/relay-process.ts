/**
 * The built relay as a process of its own, as a person runs it: it can be killed without a word and started again on the same
 * port and data, and everything it printed is kept, so that a test can look for what must not be there.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const built = (dist: string) => fileURLToPath(new URL(`../../${dist}/relay/main.js`, import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export class RelayProcess {
  private child: ChildProcess | null = null
  /** All that it printed, over all its runs. */
  output = ''

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private env: Readonly<Record<string, string>>,
    private program: string,
  ) {}

  /** Starts the build in `dist` on a free loopback port with an empty data folder. */
  static async start(env: Readonly<Record<string, string>> = {}, dist = 'dist'): Promise<RelayProcess> {
    const relay = new RelayProcess(
      await freePort(),
      mkdtempSync(join(tmpdir(), 'billington-')),
      env,
      built(dist),
    )
    await relay.run()
    return relay
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /**
   * Starts it (again) and waits until it answers.
   * @param dist another build from now on
   * @param env settings to change from now on
   */
  async run(dist?: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (dist !== undefined) this.program = built(dist)
    this.env = { ...this.env, ...env }
    const child = spawn(process.execPath, [this.program], {
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'debug',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString('utf8')
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) throw new Error(`the relay ended with ${child.exitCode}:\n${this.output}`)
      try {
        const response = await fetch(`${this.url}/healthz`)
        if (response.ok) return
      } catch {
        // Not listening yet.
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error(`the relay did not answer:\n${this.output}`)
  }

  /** kill -9: no time for anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Stops it in peace and removes its data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child
    this.child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
