/**
 * People whom one may want on a bill: those of one's other bills on this device, the latest first. They come from the
 * summary rows and are in no bill until they are chosen.
 */
import { t } from '../i18n/text.ts'
import type { SummaryRow } from '../storage/summaries.ts'

export interface Acquaintance {
  readonly name: string
  readonly ink: number
}

const mostShown = 12

/** Names as people compare them. */
function sameName(name: string): string {
  return name.normalize('NFKC').trim().toLocaleLowerCase()
}

/** The others on these bills, the most recently looked at first, each name once, without `known` names. */
export function recentPeople(rows: readonly SummaryRow[], known: readonly string[]): readonly Acquaintance[] {
  const seen = new Set([...known, t('person.me'), ''].map(sameName))
  const found: Acquaintance[] = []
  for (const row of byLastLook(rows)) {
    for (const { name, ink, me } of row.people) {
      if (me || seen.has(sameName(name)) || found.length === mostShown) continue
      seen.add(sameName(name))
      found.push({ name, ink })
    }
  }
  return found
}

/** The others of the bill looked at last that has others; empty where there is none. */
export function lastPeople(rows: readonly SummaryRow[], known: readonly string[]): readonly Acquaintance[] {
  for (const row of byLastLook(rows)) {
    const people = recentPeople([row], known)
    if (people.length > 0) return people
  }
  return []
}

function byLastLook(rows: readonly SummaryRow[]): readonly SummaryRow[] {
  return [...rows].sort((a, b) => b.lookedAtMs - a.lookedAtMs)
}
