/**
 * Who paid an expense (money rule 8): one person the whole total, or several exact amounts; what is missing to the
 * total, or beyond it, stands with nobody.
 */
import type { PersonId } from '../ids.ts'
import type { Minor } from './bill.ts'
import { countedAmounts, type Frame } from './frame.ts'
import { sumMinor } from './money.ts'
import { type Cells, nobody, type Share } from './share.ts'

/** What each person paid, and nobody when nonzero; the sum is `totalMinor`. */
export function whoPaid(frame: Frame, totalMinor: Minor): Cells {
  const { payer, paid } = frame.expense
  const cells = new Map<Share, Minor>(
    payer === null ? countedAmounts(frame, paid, ['paid']) : payerOfAll(frame, payer, totalMinor),
  )
  const gap = totalMinor - sumMinor(cells.values())
  if (gap !== 0) cells.set(nobody, gap)
  return cells
}

function payerOfAll(frame: Frame, payer: PersonId, totalMinor: Minor): [PersonId, Minor][] {
  const person = frame.person(payer, ['payer'])
  return person === null ? [] : [[person, totalMinor]]
}
