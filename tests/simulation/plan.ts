/** What one seed stands for: how many phones, which relay, which faults. Printed whole when a run fails. */
import { seededRandom } from '../world/random.ts'

/** Kinds of faults; a run has some of them, so that one that ends all tidying does not end it in every run. */
export const hazards = [
  'drops',
  'offline',
  'stalls',
  'reloads',
  'lostDocuments',
  'lostOutboxes',
  'brokenOutboxes',
  'wipes',
  'restores',
  'crashes',
  'emptySnapshots',
  'garbageSnapshots',
  'newerEntries',
  'invalidEntries',
  'duplicates',
] as const
export type Hazard = (typeof hazards)[number]

export interface Plan {
  readonly seed: number
  readonly phones: number
  readonly steps: number
  /** False: STORE=none. */
  readonly keeps: boolean
  readonly replaysCovered: boolean
  /** A frame takes up to this long. */
  readonly slowestMs: number
  /** The durable outbox takes up to this long. */
  readonly slowDiskMs: number
  /** A snapshot is due after so many entries. */
  readonly tidyAfter: number
  readonly hazards: readonly Hazard[]
}

export function planOf(seed: number): Plan {
  const random = seededRandom(seed * 7_919 + 13)
  const keeps = random.below(8) > 0
  const share = random.pick([0.3, 0.5, 0.8])
  return {
    seed,
    phones: 2 + random.below(3),
    steps: 30 + random.below(50),
    keeps,
    replaysCovered: random.below(3) === 0,
    slowestMs: random.pick([2, 30, 400]),
    slowDiskMs: random.pick([0, 0, 40]),
    tidyAfter: random.pick([3, 6, 12]),
    hazards: hazards.filter(hazard => {
      const wanted = random.next() < (hazard === 'newerEntries' ? share / 4 : share)
      const needsLog: readonly Hazard[] = [
        'wipes',
        'restores',
        'crashes',
        'emptySnapshots',
        'garbageSnapshots',
      ]
      return wanted && (keeps || !needsLog.includes(hazard))
    }),
  }
}
