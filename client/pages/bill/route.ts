/** A payment between two people as a page shows it: who they are, and what its keys are called. */
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import type { Party } from '../../components/payment-slip.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { PeopleOn } from './people-on.ts'

export function partyOf(people: PeopleOn, id: PersonId): Party {
  return {
    name: people.nameOf(id),
    face: people.faceOf(id),
    note: people.noteOf(id),
    me: people.isMe(id),
  }
}

/** The slots of a label: keys that look alike have names of their own. */
export interface Route {
  readonly from: string
  /** "you" in the middle of a sentence. */
  readonly to: string
  readonly amount: string
}

export function routeOf(people: PeopleOn, of: Transfer, currency: CurrencyCode): Route {
  return {
    from: people.nameOf(of.from),
    to: people.isMe(of.to) ? t('person.youInside') : people.nameOf(of.to),
    amount: formatAmount(locale(), of.amountMinor, currency),
  }
}
