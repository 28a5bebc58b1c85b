import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { Device, newRoom, updateEntry } from './device.ts'
import { afterwards } from './relay-world.ts'

beforeAll(() => proofReady)

interface Process {
  readonly child: ChildProcess
  readonly port: number
  readonly output: () => string
}

/** relay/main.ts from its source in a process of its own. */
async function startProcess(env: Readonly<Record<string, string>>): Promise<Process> {
  const script = `
    import { runnerImport } from 'vite'
    await runnerImport('./relay/main.ts', { configFile: false, logLevel: 'error' })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LIMIT_ENTRIES_PER_S: '100000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += String(chunk)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  afterwards(() => void child.kill('SIGKILL'))
  const port = () => Number(/"port":(\d+)/.exec(output)?.[1] ?? 0)
  while (port() === 0) {
    if (child.exitCode !== null) throw new Error(`the relay ended: ${output}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return { child, port: port(), output: () => output }
}

async function end({ child }: Process, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exit) as [number | null]
  return code
}

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'relay-process-'))
  afterwards(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe('the relay as a process', () => {
  test('says where it is, and ends with 0 on SIGTERM', async () => {
    const relay = await startProcess({ STORE: 'memory' })
    const device = await Device.connect(relay.port)
    await device.open(newRoom())
    const code = await end(relay, 'SIGTERM')
    await device.closed()
    expect([code, device.closeCode]).toEqual([0, 1012])
    expect(relay.output()).toContain(`Billington is here:  http://127.0.0.1:${relay.port}`)
  })

  test('ends with a plain word on a setting that cannot be', async () => {
    const child = startProcess({ PORT: 'eighty' })
    await expect(child).rejects.toThrow('PORT must be a port from 0 to 65535, not "eighty"')
  })

  test('killed with -9 again and again, it has every entry that it acknowledged', async () => {
    const dir = dataDir()
    const keys = newRoom()
    const acked = new Map<number, string>()
    const sent = new Map<number, string>()
    for (let round = 0; round < 4; round++) {
      const relay = await startProcess({ DATA_DIR: dir })
      const device = await Device.connect(relay.port)
      await device.open(keys)
      const held = new Set(device.entries().map(({ entry }) => Buffer.from(entry).toString('hex')))
      expect([...acked.values()].filter(entry => !held.has(entry))).toEqual([])
      device.ws.on('message', () => {
        for (const message of device.received) {
          if (message.type === 'ack')
            acked.set(round * 1e6 + message.req, sent.get(round * 1e6 + message.req) ?? '')
        }
      })
      for (let batch = 0; batch < 12; batch++) {
        for (let i = 0; i < 10; i++) {
          const entry = updateEntry(`round ${round}`)
          sent.set(round * 1e6 + device.append(entry), Buffer.from(entry).toString('hex'))
        }
        await new Promise(resolve => setTimeout(resolve, 2))
      }
      await device.until(() => device.received.some(({ type }) => type === 'ack'), 'an ACK')
      await end(relay, 'SIGKILL')
      await device.closed()
    }
    expect(acked.size).toBeGreaterThan(50)
    const relay = await startProcess({ DATA_DIR: dir })
    const device = await Device.connect(relay.port)
    await device.open(keys)
    const held = new Set(device.entries().map(({ entry }) => Buffer.from(entry).toString('hex')))
    expect([...acked.values()].filter(entry => !held.has(entry))).toEqual([])
  }, 60_000)
})
