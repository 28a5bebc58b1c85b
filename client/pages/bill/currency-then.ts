/**
 * In which currency an amount stood when a record was made. A bill or an expense can turn out to be in another one later (the
 * printed number stays, its minor units may not), and what was written before is told as it was then.
 */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { Thing } from '../../../crdt/document/things.ts'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'

interface Relabelled {
  /** Its place among the records; smaller is later. */
  readonly at: number
  /** An expense; empty for the bill. */
  readonly target: string
  readonly from: CurrencyCode
  readonly to: CurrencyCode
}

/** @param records all of them, the newest first. */
export function currenciesThen(
  records: readonly ActivityRecord[],
): (record: ActivityRecord, thing: Thing | null, now: CurrencyCode) => CurrencyCode {
  const places = new Map<string, number>()
  const changes: Relabelled[] = []
  for (const [at, { key, verb, of, target, changes: fields }] of records.entries()) {
    places.set(key, at)
    const set = of ?? verb
    if (set !== 'setExpense' && set !== 'setBill') continue
    for (const { field, now, before } of fields) {
      if (field !== 'currency' || typeof now !== 'string' || typeof before !== 'string') continue
      changes.push({ at, target, from: before, to: now })
    }
  }
  return (record, thing, now) => {
    const at = places.get(record.key) ?? 0
    const expense = thing?.kind === 'expense' ? record.target : (thing?.expense ?? '')
    let currency = now
    for (const change of changes) {
      if (change.at >= at) break
      // A bill takes along what stood in its own currency, an expense only itself.
      const isOf = change.target === '' || change.target === expense
      if (isOf && change.to === currency) currency = change.from
    }
    return currency
  }
}
