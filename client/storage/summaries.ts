/**
 * One row for each bill on this device: all that home, search and Insights read, so that no document (and no Yjs) is loaded for
 * them.
 *
 * Promises: the list is sorted by day, the newest first, and holds no hidden rows; a hidden row stays hidden, and an archived
 * one archived, when its bill changes, and comes back whole. Every change is told to all tabs of this device. Rows follow from the documents
 * and can be made again: they are no place for anything that is nowhere else.
 */
import type { DBSchema } from 'idb'
import { type CurrencyCode, type Day, limits, type Minor, type TimeMs } from '../../crdt/domain/bill.ts'
import type { BillId, PersonId } from '../../crdt/ids.ts'
import { completed, type Database, lazyDatabase } from './database.ts'
import type { Spending } from './spending.ts'
import type { TopLine } from './top-lines.ts'

export interface SummaryRow {
  readonly id: BillId
  readonly title: string
  readonly currency: CurrencyCode
  /** Of the last expense. */
  readonly day: Day
  /** Of the first one. This and the two below are absent in rows of older builds, until the bill is read again. */
  readonly firstDay?: Day
  readonly spending?: Spending
  /** What can be looked for inside the bill; `isCut`: it holds more than that. */
  readonly searched?: { readonly words: string; readonly isCut: boolean }
  /** As many as a bill can have; `me` marks the user. */
  readonly people: readonly { readonly name: string; readonly ink: number; readonly me?: true }[]
  /** Above 0 the user gets money back, below 0 they owe it to somebody: what nobody has paid is owed to nobody. */
  readonly myBalanceMinor: Minor
  readonly myShareMinor: Minor
  /** As much of the user's share as nobody has paid yet; 0 or more. */
  readonly myUnpaidMinor: Minor
  /** False: nobody on this bill is the user yet. */
  readonly hasMe: boolean
  /** What the number on the check is made from; absent in rows of older builds. */
  readonly createdAt?: TimeMs
  readonly createdBy?: PersonId | null
  /** When what stands here last changed, as far as this device heard. */
  readonly changedAtMs: number
  /** When the user last had the bill on screen. */
  readonly lookedAtMs: number
  /** Changed by somebody since the bill was last open here; `atMs` null: at a time that is not known. */
  readonly news?: { readonly atMs: number | null }
  /** The top of its list, where the bill is so long that reading it takes a while. */
  readonly top?: readonly TopLine[]
  /** The user put it away: off the list, and still theirs. */
  readonly archived?: true
}

/** What a row says of the bill; the rest says when, and where the user wants it. */
export type SummaryContent = Omit<SummaryRow, 'changedAtMs' | 'lookedAtMs' | 'news' | 'archived'>

export interface Summaries {
  list(): Promise<readonly SummaryRow[]>
  get(id: BillId): Promise<SummaryRow | undefined>
  /** Adds or replaces the row of that bill. What was looked at later stays looked at later. */
  put(row: SummaryRow): Promise<void>
  /**
   * Writes what the open bill says. The same content is no change. Looking at it (`isLooking`: the page is in sight) ends
   * what was news; what changes out of sight is some.
   */
  keep(content: SummaryContent, isLooking: boolean): Promise<void>
  /** Takes the row off the list; `show` brings it back. */
  hide(id: BillId): Promise<void>
  show(id: BillId): Promise<void>
  /** Puts the bill away, or back. */
  archive(id: BillId, isArchived: boolean): Promise<void>
  /** Notes that somebody changed the bill while it was closed; a look at it clears that. */
  ring(id: BillId, atMs: number | null): Promise<void>
  /** The rows that were hidden before this time, in ms since 1970. */
  hiddenBefore(atMs: number): Promise<readonly BillId[]>
  /** For good. */
  remove(id: BillId): Promise<void>
  /** Calls back after a change in this tab or another one; gives the function that stops it. */
  onChange(listener: () => void): () => void
}

/** What tells the other tabs; a BroadcastChannel fits. */
export interface Channel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => unknown) | null
}

interface Row {
  readonly row: SummaryRow
  /** Ms since 1970; null: it is on the list. */
  readonly hiddenAtMs: number | null
}

export interface SummariesSchema extends DBSchema {
  bills: { key: string; value: Row }
}

export function openSummariesDatabase(): Database<SummariesSchema> {
  return lazyDatabase<SummariesSchema>('billington-summaries', 1, db => {
    db.createObjectStore('bills')
  })
}

/** @param makeChannel called once, when it is first needed; null where tabs cannot be told. */
export function makeSummaries(
  database: Database<SummariesSchema>,
  makeChannel: () => Channel | null,
  nowMs: () => number = Date.now,
): Summaries {
  const listeners = new Set<() => void>()
  let channel: Channel | null | undefined

  const hear = () => {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch {
        // Somebody else's fault; the others must still hear of it.
      }
    }
  }
  const joined = (): Channel | null => {
    if (channel === undefined) {
      channel = makeChannel()
      if (channel !== null) channel.onmessage = hear
    }
    return channel
  }
  const change = async (id: BillId, next: (now: Row | undefined) => Row | undefined) => {
    const transaction = (await database()).transaction('bills', 'readwrite')
    await completed(transaction, async () => {
      const now = await transaction.store.get(id)
      const row = next(now)
      if (row !== undefined) await transaction.store.put(row, id)
      else if (now !== undefined) await transaction.store.delete(id)
    })
    // No content: every tab reads the rows itself.
    joined()?.postMessage('changed')
    hear()
  }

  return {
    async list() {
      const rows = await (await database()).getAll('bills')
      const shown = rows.filter(({ hiddenAtMs }) => hiddenAtMs === null).map(({ row }) => whole(row))
      return shown.sort(
        (a, b) => compare(b.day, a.day) || b.changedAtMs - a.changedAtMs || compare(a.id, b.id),
      )
    },
    async get(id) {
      const found = await (await database()).get('bills', id)
      return found && whole(found.row)
    },
    put: row =>
      change(row.id, now => ({
        row: {
          ...row,
          people: row.people.slice(0, limits.people),
          ...(now?.row.archived && { archived: true as const }),
          lookedAtMs: Math.max(row.lookedAtMs, now ? whole(now.row).lookedAtMs : 0),
        },
        hiddenAtMs: now?.hiddenAtMs ?? null,
      })),
    keep: (content, isLooking) =>
      change(content.id, now => {
        const atMs = nowMs()
        const before = now && whole(now.row)
        const next = { ...content, people: content.people.slice(0, limits.people) }
        const isChange = before === undefined || !isSame(next, before)
        const unseen = isChange && before ? { atMs } : before?.news
        return {
          row: {
            ...next,
            changedAtMs: isChange ? atMs : before.changedAtMs,
            lookedAtMs: isLooking ? atMs : (before?.lookedAtMs ?? atMs),
            ...(isLooking || unseen === undefined ? {} : { news: unseen }),
            ...(before?.archived && { archived: true as const }),
          },
          hiddenAtMs: now?.hiddenAtMs ?? null,
        }
      }),
    hide: id => change(id, now => now && { ...now, hiddenAtMs: nowMs() }),
    show: id => change(id, now => now && { ...now, hiddenAtMs: null }),
    archive: (id, isArchived) =>
      change(id, now => {
        if (now === undefined) return undefined
        const { archived: _, ...row } = now.row
        return { ...now, row: isArchived ? { ...row, archived: true } : row }
      }),
    ring: (id, atMs) => change(id, now => now && { ...now, row: { ...now.row, news: { atMs } } }),
    async hiddenBefore(atMs) {
      const rows = await (await database()).getAll('bills')
      return rows.filter(row => row.hiddenAtMs !== null && row.hiddenAtMs < atMs).map(({ row }) => row.id)
    },
    remove: id => change(id, () => undefined),
    onChange(listener) {
      joined()
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Rows as they were written before they said so: when they were looked at (they count as seen), what is unpaid (nothing). */
type OldRow = Omit<SummaryRow, 'lookedAtMs' | 'myUnpaidMinor'> &
  Partial<Pick<SummaryRow, 'lookedAtMs' | 'myUnpaidMinor'>>

function whole(row: OldRow): SummaryRow {
  return { ...row, lookedAtMs: row.lookedAtMs ?? row.changedAtMs, myUnpaidMinor: row.myUnpaidMinor ?? 0 }
}

/** What a row of an older build does not say is no change. */
function isSame(content: SummaryContent, row: SummaryRow): boolean {
  return (Object.keys(content) as (keyof SummaryContent)[]).every(
    key => row[key] === undefined || JSON.stringify(content[key]) === JSON.stringify(row[key]),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const summaries: Summaries = makeSummaries(openSummariesDatabase(), () =>
  'BroadcastChannel' in globalThis ? new BroadcastChannel('billington-summaries') : null,
)
