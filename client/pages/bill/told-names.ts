/** What the words of Activity need to know of the open bill: who is who, and amounts as they are written here. */
import type { Thing } from '../../../crdt/document/things.ts'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import { lookOf } from '../../components/category.ts'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { PeopleOn } from './people-on.ts'
import type { ToldNames } from './told.ts'

/**
 * @param thing what an id stands for
 * @param then in which currency an amount stood that stands in another now
 */
export function toldNames(
  open: OpenBill,
  people: PeopleOn,
  thing: (id: string) => Thing | null,
  then: (thing: Thing | null, now: CurrencyCode) => CurrencyCode = (_thing, now) => now,
): ToldNames {
  return {
    thing,
    person: id => (people.isMe(id) ? t('person.youInside') : people.nameOf(id)),
    amount: (minor, of) => {
      const currency = then(of, of?.currency ?? open.bill.currency)
      // Beside amounts of the bill's own currency another one has its sign.
      const format = currency === open.bill.currency ? formatAmount : formatMoney
      return format(locale(), minor, currency)
    },
    category: value => lookOf(value, open.bill.categories).name,
  }
}
