/**
 * A server in a process of its own, on a free port of the loopback: its CPU and its memory. With `gc-on-demand.mjs`
 * before it, any server can be told to collect its garbage first, without a hook in it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { later } from './later.ts'
import { cpuSeconds } from './quiet-machine.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const gcOnDemand = join(root, 'tests/bench/gc-on-demand.mjs')

export interface Memory {
  /** Bytes of the process in RAM. */
  readonly rss: number
  /** Bytes of live JavaScript objects, and of buffers outside the heap. */
  readonly heap: number
  readonly external: number
}

export class ServerProcess {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly dataDir: string,
    private readonly pid: number,
  ) {}

  /**
   * Starts a script with HOST, PORT and DATA_DIR, and resolves when it takes connections. Its data is on the disk that
   * this repository is on: a temporary folder may be in memory, where a flush costs nothing.
   */
  static async start(script: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const port = await freePort()
    mkdirSync(join(root, 'test-results'), { recursive: true })
    const dataDir = mkdtempSync(join(root, 'test-results/bench-'))
    const child = spawn(process.execPath, ['--expose-gc', '--import', gcOnDemand, join(root, script)], {
      env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`)
      await later(20)
    }
    return new ServerProcess(port, child, dataDir, child.pid ?? 0)
  }

  /** CPU seconds it has used. */
  get cpuSeconds(): number {
    return cpuSeconds(this.pid)
  }

  /** What it holds after its garbage was collected. */
  async memory(): Promise<Memory> {
    const told = once(this.child, 'message')
    this.child.send('collect')
    const [{ heapUsed, external }] = (await told) as [NodeJS.MemoryUsage]
    const kib = /^Rss:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/smaps_rollup`, 'utf8'))?.[1]
    return { rss: Number(kib) * 1024, heap: heapUsed, external }
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    const giveUp = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(giveUp)
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

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

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
