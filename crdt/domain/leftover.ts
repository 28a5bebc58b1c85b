/**
 * With whom nobody's part of an expense is left: what nobody took stays with those who paid, what nobody paid with those whose
 * shares it would have been.
 */
import type { PersonId } from '../ids.ts'
import { apportion } from './apportion.ts'
import { bearing } from './bearing.ts'
import type { Minor } from './bill.ts'
import type { Entry } from './ledger.ts'
import { sumMinor } from './money.ts'
import { addCell, type Cells, nobody } from './share.ts'

/** What one expense comes to among people alone: nobody's parts are with those who are left with them. */
export interface Settled {
  readonly shares: ReadonlyMap<PersonId, Minor>
  readonly paid: ReadonlyMap<PersonId, Minor>
}

export function settled(entry: Entry): Settled {
  const shares = withoutNobody(entry.shares)
  const paid = withoutNobody(entry.paid)
  const { side, minors } = leftover(entry)
  for (const [person, minor] of minors)
    if (side === 'paid') addCell(paid, person, minor)
    else addCell(shares, person, -minor)
  return { shares, paid }
}

interface Leftover {
  /** Whether it is with those who paid or with those who have a share. */
  readonly side: 'paid' | 'shares'
  /** Sums to nobody's balance. */
  readonly minors: ReadonlyMap<PersonId, Minor>
}

/** Who is left with nobody's part of one expense. */
export function leftover(entry: Entry): Leftover {
  const minor = (entry.paid.get(nobody) ?? 0) - (entry.shares.get(nobody) ?? 0)
  if (minor === 0) return { side: 'paid', minors: new Map() }
  const payers = bearing(withoutNobody(entry.paid))
  const sharers = bearing(withoutNobody(entry.shares))
  const unpaid = Math.sign(minor) === Math.sign(sumMinor(entry.shares.values()))
  // Paid and shares differ here, so at least one of the two has somebody in it.
  const ofShares = unpaid ? sharers.length > 0 : payers.length === 0
  const minors = apportion(minor, ofShares ? sharers : payers, [entry.id])
  return { side: ofShares ? 'shares' : 'paid', minors }
}

function withoutNobody(cells: Cells): Map<PersonId, Minor> {
  const people = new Map<PersonId, Minor>()
  for (const [share, minor] of cells) if (share !== nobody) people.set(share, minor)
  return people
}
