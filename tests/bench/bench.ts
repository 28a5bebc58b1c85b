/** The parts of the benchmark, run in turn: what the machine is, then each part's figures beside its targets. */
import { availableParallelism } from 'node:os'
import { measureDeliveries } from './deliveries.ts'
import { measureIdle } from './idle.ts'
import { measureLatency } from './latency.ts'
import { measureList } from './list.ts'
import { QuietMachine } from './quiet-machine.ts'
import { relayLimits } from './relay.ts'
import { measureTap } from './tap.ts'

/** Rooms of the target; others by `--rooms=2,5,100`. */
const defaultRooms = [5]

export async function bench(words: readonly string[]): Promise<void> {
  const machine = new QuietMachine()
  const rooms = words.find(word => word.startsWith('--rooms='))?.slice('--rooms='.length)
  const roomSizes = rooms?.split(',').map(Number) ?? defaultRooms
  const parts = {
    deliveries: async () => {
      for (const roomSize of roomSizes) await measureDeliveries(machine, roomSize)
    },
    latency: () => measureLatency(machine),
    idle: () => measureIdle(machine),
    tap: () => measureTap(machine),
    list: () => measureList(machine),
  }
  const asked = words.filter(word => !word.startsWith('--'))
  const unknown = asked.find(word => !(word in parts))
  if (unknown !== undefined) throw new Error(`no part "${unknown}": ${Object.keys(parts).join(', ')}`)
  const limits = Object.entries(relayLimits).map(pair => pair.join('='))
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores. The relay's limits: ${limits.join(' ')}`,
  )
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) await measure()
  }
}
