/**
 * What met when somebody came back: lines that two people changed while one of them could not see the other's change. Told from
 * the records, which say who did what to which line; the document itself has merged both by then, and nothing follows from this
 * but a message.
 */
import type { ItemId, PersonId } from '../ids.ts'
import type { ActivityRecord } from './activity.ts'
import type { Plain } from './plain.ts'
import type { Verb } from './verbs.ts'

export interface Meeting {
  readonly item: ItemId
  /** Who changed it, those who were away first, each once; two at least. */
  readonly people: readonly PersonId[]
  /** False where two set the same thing to different values, of which one stands. */
  readonly allKept: boolean
}

/** What is done to a line that others can see on it. */
const changing: ReadonlySet<Verb> = new Set<Verb>([
  'setItem',
  'takeItem',
  'giveItem',
  'deleteItem',
  'restoreItem',
  'undo',
  'redo',
])

/**
 * Lines that records of both lists change, by different people; in the order of `away`. Targets that are no lines come with
 * them: an undo does not say what it undid.
 * @param away what was done out of sight of the others
 * @param meanwhile what the others did in that time
 */
export function meetings(
  away: readonly ActivityRecord[],
  meanwhile: readonly ActivityRecord[],
): readonly Meeting[] {
  const there = byTarget(away)
  const here = byTarget(meanwhile)
  return [...there].flatMap(([target, gone]) => {
    const stayed = here.get(target) ?? []
    const people = new Set([...gone, ...stayed].flatMap(({ by }) => by ?? []))
    const hasMet = gone.some(({ by }) => stayed.some(other => other.by !== by))
    if (!hasMet || people.size < 2) return []
    return [{ item: target as ItemId, people: [...people], allKept: !collide(gone, stayed) }]
  })
}

function byTarget(records: readonly ActivityRecord[]): Map<string, ActivityRecord[]> {
  const targets = new Map<string, ActivityRecord[]>()
  for (const record of records) {
    if (record.by === null || record.target === '' || !changing.has(record.verb)) continue
    targets.set(record.target, [...(targets.get(record.target) ?? []), record])
  }
  return targets
}

/** Both set the same field, or the same person's parts, and not to the same value. */
function collide(one: readonly ActivityRecord[], other: readonly ActivityRecord[]): boolean {
  const [mine, theirs] = [lastValues(one), lastValues(other)]
  return [...mine].some(([field, value]) => theirs.has(field) && theirs.get(field) !== value)
}

function lastValues(records: readonly ActivityRecord[]): ReadonlyMap<string, Plain> {
  const oldestFirst = [...records].sort((a, b) => a.at - b.at)
  return new Map(
    oldestFirst.flatMap(({ changes }) =>
      changes.map(({ field, person, now }) => [`${field} ${person ?? ''}`, now] as const),
    ),
  )
}
