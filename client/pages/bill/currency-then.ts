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
  /** Where an expense began, and in which currency. */
  const begun = new Map<string, { readonly at: number; readonly currency: CurrencyCode }>()
  for (const [at, { key, verb, of, target, changes: fields }] of records.entries()) {
    places.set(key, at)
    const first = verb === 'addExpense' ? fields.find(({ field }) => field === 'currency')?.now : null
    if (typeof first === 'string') begun.set(target, { at, currency: first })
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
    // A bill takes along what stood in its own currency, an expense only itself.
    const own = changes.filter(({ target }) => target === '' || target === expense)
    const start = begun.get(expense)
    if (start !== undefined && start.at >= at) {
      const between = own.filter(change => change.at < start.at && change.at >= at)
      return between.reduceRight((was, { from, to }) => (was === from ? to : was), start.currency)
    }
    // How it began was not noted: back from what it is now.
    const since = own.filter(change => change.at < at)
    return since.reduce((is, { from, to }) => (is === to ? from : is), now)
  }
}
