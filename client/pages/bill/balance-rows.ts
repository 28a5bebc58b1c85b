/** The rows of the balances: the furthest ahead first; those who are gone only while money still stands with them. */
import type { Balances } from '../../../crdt/domain/balance.ts'
import { nobody } from '../../../crdt/domain/split.ts'
import type { BalanceRow } from '../../components/balance-list.tsx'
import type { PeopleOn } from './people-on.ts'

export function balanceRows({ byPerson }: Balances, people: PeopleOn): readonly BalanceRow[] {
  return [...byPerson]
    .map(([share, minor]) => ({
      key: share,
      name: people.nameOf(share),
      face: share === nobody ? null : people.faceOf(share),
      note: people.noteOf(share),
      minor,
      me: people.isMe(share),
    }))
    .filter(row => row.note === '' || row.minor !== 0)
    .sort((a, b) => b.minor - a.minor)
}
