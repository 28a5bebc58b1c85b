/**
 * What the other processes of the machine do meanwhile. On a busy machine a latency is the neighbours', so each round
 * waits for a quiet moment, not without end, and each figure stands beside the others' CPU. Linux: /proc, in ticks of
 * 10 ms. Work that the kernel does for nobody in particular counts as the others'.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { later } from './later.ts'

/** Others' CPU, in cores, up to which the machine is quiet. */
const quietCores = 0.15
const lookMs = 500
/** All the waiting of one run. */
const patienceMs = 60_000
/** One wait's part of it. */
const waitMs = 8000

export interface Moment {
  readonly atMs: number
  /** CPU seconds since the machine was started: all, and those of this process and what it started. */
  readonly all: number
  readonly own: number
}

export class QuietMachine {
  private waitedMs = 0

  /** Resolves when the others are quiet, or when it was waited long enough; that it then says. */
  async wait(): Promise<void> {
    const startedMs = performance.now()
    for (;;) {
      const cores = othersCores(moment(), await later(lookMs).then(moment))
      if (cores <= quietCores) break
      const waited = performance.now() - startedMs
      if (waited < waitMs && this.waitedMs + waited < patienceMs) continue
      console.log(`  (others use ${cores.toFixed(2)} of ${availableParallelism()} cores: not a quiet moment)`)
      break
    }
    this.waitedMs += performance.now() - startedMs - lookMs
  }
}

/** CPU seconds of a process. */
export function cpuSeconds(pid: number): number {
  return ticksOf(readStat(pid)) / 100
}

/** How many cores the others used between two moments. */
export function othersCores(before: Moment, after: Moment): number {
  const others = after.all - before.all - (after.own - before.own)
  return Math.max(0, others / ((after.atMs - before.atMs) / 1000))
}

export function moment(): Moment {
  const [user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const all = [user, nice, system, irq, softirq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0)
  return { atMs: performance.now(), all: all / 100, own: ownTicks() / 100 }
}

/** Of this process and all that it started, whether it runs or has ended. */
function ownTicks(): number {
  const parents = new Map<number, number>()
  const ticks = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const stat = readStat(pid)
    parents.set(pid, Number(stat[1]))
    ticks.set(pid, ticksOf(stat) + endedTicksOf(stat))
  }
  const isOwn = (pid: number | undefined): boolean =>
    pid === process.pid || (pid !== undefined && pid > 1 && isOwn(parents.get(pid)))
  return [...ticks].reduce((sum, [pid, own]) => sum + (isOwn(pid) ? own : 0), 0)
}

/** The fields of /proc/<pid>/stat from the third on (state); none when the process has ended. */
function readStat(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}

/** User and system time. */
const ticksOf = (stat: readonly string[]): number => Number(stat[11] ?? 0) + Number(stat[12] ?? 0)

/** The same of the processes that it started and that have ended. */
const endedTicksOf = (stat: readonly string[]): number => Number(stat[13] ?? 0) + Number(stat[14] ?? 0)
