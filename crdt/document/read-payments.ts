/** The payments of a bill, by day; and the devices that wrote in it. */
import { type CurrencyCode, type Device, type Issue, limits, type Payment } from '../domain/bill.ts'
import type { DeviceId, PaymentId, PersonId } from '../ids.ts'
import { Fields } from './fields.ts'
import { IssueList } from './issues.ts'
import { type Entry, readEntries } from './read-entries.ts'
import type { AnyMap } from './schema.ts'
import type { Seats } from './seats.ts'

/** Reads the root map `payments`, sorted by day, then by when they were written. */
export function readPayments(
  root: AnyMap | null,
  seats: Seats,
  billCurrency: CurrencyCode,
): { readonly payments: readonly Payment[]; readonly issues: readonly Issue[] } {
  const issues = new IssueList()
  if (root === null) issues.add('badShape', ['payments'], null)
  const payments: Payment[] = []
  for (const entry of root === null ? [] : readEntries(root, ['payments'], limits.payments, issues)) {
    const payment = readPayment(entry, seats, billCurrency, issues)
    if (payment !== null) payments.push(payment)
  }
  payments.sort(
    (a, b) => compare(a.date, b.date) || compare(a.written.at, b.written.at) || compare(a.id, b.id),
  )
  return { payments, issues: issues.all }
}

/** A payment counts wholly or not at all: without a payer, a receiver or an amount it is an issue. */
function readPayment(
  entry: Entry,
  seats: Seats,
  billCurrency: CurrencyCode,
  issues: IssueList,
): Payment | null {
  const fields = new Fields(entry.map, ['payments', entry.id], issues)
  const currency = fields.currency('currency', billCurrency)
  const amountMinor = fields.minorOrNull('amount')
  const from = readSide(fields, seats, 'from')
  const to = readSide(fields, seats, 'to')
  if (currency === null || amountMinor === null || from === null || to === null) return null
  if (amountMinor <= 0) fields.issue('badAmount', 'amount')
  if (from === to) fields.issue('badShape', 'to')
  if (amountMinor <= 0 || from === to) return null
  return {
    id: entry.id as PaymentId,
    from,
    to,
    amountMinor,
    currency,
    date: fields.day('date'),
    note: fields.text('note', 'many'),
    written: fields.written,
  }
}

/** Money that went to or from somebody who was removed went all the same. */
function readSide(fields: Fields, seats: Seats, key: 'from' | 'to'): PersonId | null {
  const value = fields.map.get(key)
  if (seats.isOnTheBooks(value)) return value
  fields.issue('unknownPerson', key)
  return null
}

const maxDevices = 1_000

/** Reads the root map `devices`, sorted by id. Who writes junk here harms nobody: it is left out in silence. */
export function readDevices(root: AnyMap | null, seats: Seats): readonly Device[] {
  const devices: Device[] = []
  for (const id of root === null ? [] : [...root.keys()].sort()) {
    if (devices.length === maxDevices) break
    if (!/^[0-9a-f]{16}$/.test(id)) continue
    const value = root?.get(id)
    const person = typeof value === 'object' && value !== null && 'person' in value ? value.person : null
    const isHere = seats.standing(person) === 'here'
    devices.push({ id: id as DeviceId, person: isHere ? (person as PersonId) : null })
  }
  return devices
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
