/** The top of a long bill's list, kept in its summary row: what is seen of it while its document is read. */
import type { Day, Minor } from '../../crdt/domain/bill.ts'

/** More than fill the tallest screen are not kept. */
export const mostTopLines = 24

export interface TopLine {
  readonly day: Day
  /** May be empty: then it is named by what it is. */
  readonly title: string
  readonly isReceipt: boolean
  /** As in the expense; one of the bill's own is drawn as another one until the bill is read. */
  readonly category: string
  /** In the bill's currency; null where there is no rate. */
  readonly totalMinor: Minor | null
  /** The user's share of it; null while nobody on the bill is the user. */
  readonly mineMinor: Minor | null
}
