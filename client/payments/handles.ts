/**
 * The handles of a person, by method, as a bill or the settings keep them: read again each time, since others may have
 * written anything there. What cannot be read is not there.
 */
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { type Method, type MethodId, methodIds, methods } from './methods.ts'
import { oneLine } from './request.ts'

/** Texts by method, as they are kept. */
export type Handles = Readonly<Record<string, string>>

/** The key beside the methods under which the name on the account is kept: banks compare it with the IBAN. */
export const holderKey = 'holder'

export interface Payable {
  readonly method: Method
  /** As `method.read` gave it. */
  readonly handle: string
}

/** Stands where no way is known yet; has no link and is never shown. */
export const noWay: Payable = { method: methods.iban, handle: '' }

/** The handle for one method, checked; null where there is none. */
export function handleFor(handles: Handles, id: MethodId): string | null {
  const text = handles[id]
  return typeof text === 'string' && text !== '' ? methods[id].read(text) : null
}

/** Every way this person can be paid, or only those in `currency`. */
export function waysToPay(handles: Handles, currency?: CurrencyCode): readonly Payable[] {
  return methodIds.flatMap(id => {
    const method = methods[id]
    const handle = handleFor(handles, id)
    const isUsable = currency === undefined || method.currencies.has(currency)
    return handle === null || !isUsable ? [] : [{ method, handle }]
  })
}

/** The way to offer first: the one that was used last, else the first there is. */
export function preferredWay(ways: readonly Payable[], last: string | null): Payable | null {
  return ways.find(({ method }) => method.id === last) ?? ways[0] ?? null
}

/** Whose name stands on the account: what was said, else the name on the bill. */
export function holderOf(handles: Handles, name: string): string {
  const said = handles[holderKey]
  return (typeof said === 'string' ? oneLine(said, 70) : '') || name
}
