/** What the words of Activity need to know of the open bill: who is who, and amounts as they are written here. */
import type { Thing } from '../../../crdt/document/things.ts'
import { lookOf } from '../../components/category.ts'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { PeopleOn } from './people-on.ts'
import type { ToldNames } from './told.ts'

/** @param thing what an id stands for */
export function toldNames(open: OpenBill, people: PeopleOn, thing: (id: string) => Thing | null): ToldNames {
  return {
    thing,
    person: id => (people.isMe(id) ? t('person.youInside') : people.nameOf(id)),
    amount: (minor, of) => formatAmount(locale(), minor, of?.currency ?? open.bill.currency),
    category: value => lookOf(value, open.bill.categories).name,
  }
}
