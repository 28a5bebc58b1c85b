/**
 * A relay in this process on a free port, its log caught in memory, ended after each test.
 */
import { afterEach } from 'vitest'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { type Config, loadConfig } from '../../../relay/config.ts'
import { defaultLimits, type Limits } from '../../../relay/limits.ts'
import { createLog } from '../../../relay/log.ts'
import { type RelayParts, type RunningRelay, startRelay } from '../../../relay/server.ts'
import { Device } from './device.ts'

export interface RelayWorld extends RunningRelay {
  /** Lines that it logged so far. */
  readonly lines: readonly string[]
  /** All that `connect` gave. */
  readonly devices: readonly Device[]
  /** A device that has greeted. */
  connect(options?: Parameters<typeof Device.connect>[1]): Promise<Device>
}

export interface WorldOptions extends Partial<Omit<Config, 'limits'>> {
  readonly limits?: Partial<Limits>
}

const cleanUp: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

/** Done after the test, in reverse order. */
export function afterwards(step: () => Promise<void> | void): void {
  cleanUp.push(step)
}

export async function relayWorld(options: WorldOptions = {}, parts: RelayParts = {}): Promise<RelayWorld> {
  await proofReady
  const lines: string[] = []
  const config: Config = {
    ...loadConfig({ HOST: '127.0.0.1', PORT: '0', STORE: 'memory', LOG_LEVEL: 'debug' }),
    ...options,
    // A slow machine must not make the relay refuse sockets, unless the test is about that.
    limits: { ...defaultLimits, shedLagMs: Number.MAX_SAFE_INTEGER, ...options.limits },
  }
  const relay = await startRelay(config, {
    log: createLog(config.logLevel, line => lines.push(line)),
    ...parts,
  })
  afterwards(() => relay.close())
  const devices: Device[] = []
  return {
    ...relay,
    lines,
    devices,
    async connect(connectOptions) {
      const device = await Device.connect(relay.port, connectOptions)
      devices.push(device)
      afterwards(() => device.close())
      return device
    },
  }
}
