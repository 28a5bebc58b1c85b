/** A line of a share in words: by what its row was divided, and to whom the odd cent went and why. */
import type { SplitMode } from '../../../crdt/domain/bill.ts'
import type { ShareLine } from '../../../crdt/domain/explain.ts'
import type { Odd } from '../../../crdt/domain/odd.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import { formatAmount, formatPercent } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { list, t } from '../../i18n/text.ts'
import type { PeopleOn } from './people-on.ts'

type Names = Pick<PeopleOn, 'isMe' | 'nameOf'>

/** Names that an odd cent is told with; of more it is told how many they are. */
const namedOdd = 3
/** Percent is written in thousandths of a percent, and stored in basis points. */
const thousandthsPerPoint = 10
const wholePoints = 10_000

/** @param mode the expense's: what is divided equally says so. */
export function basisWords(
  { basis, quota, rowMinor, minor }: ShareLine,
  mode: SplitMode,
  currency: string,
): string {
  const amount = (value: number) => formatAmount(locale(), value, currency)
  const percent = (points: number) => formatPercent(locale(), points * thousandthsPerPoint)
  const row = amount(rowMinor)
  switch (basis.kind) {
    case 'parts':
    case 'others': {
      const portions = basis.portions === null ? '' : `, ${t('explain.portions', { ...basis.portions })}`
      if (basis.kind === 'others')
        return t('explain.others', { row, mine: amount(basis.mine), all: amount(basis.all) }) + portions
      if (basis.all === 1) return t('explain.whole') + portions
      if (mode === 'equal') return t('explain.equally', { row, n: basis.all })
      return t('explain.parts', { mine: basis.mine, all: basis.all, row }) + portions
    }
    case 'items': {
      if (basis.mine === basis.all) return t('explain.whole')
      const slots = { row, mine: amount(basis.mine), all: amount(basis.all) }
      return t(basis.isPartial ? 'explain.itemsPartly' : 'explain.items', slots)
    }
    case 'percent': {
      const own = percent(basis.points)
      if (basis.paying === basis.given) return t('explain.percent', { percent: own, row })
      const of =
        basis.given === wholePoints ? row : t('explain.percent', { percent: percent(basis.given), row })
      return t('explain.percentTreated', { percent: own, paying: percent(basis.paying), row: of })
    }
    case 'adjusted': {
      const rest = t('explain.equally', { row: amount(quota.dividedMinor), n: basis.people })
      if (basis.minor === 0) return rest
      const isMore = basis.minor > 0 === rowMinor >= 0
      return t(isMore ? 'explain.more' : 'explain.less', { amount: amount(Math.abs(basis.minor)), rest })
    }
    case 'exact': {
      if (basis.treat === null) return t('explain.exact')
      const treat = amount(basis.treat.minor)
      return t('explain.exactTreated', {
        entered: amount(basis.minor),
        part: amount(minor - basis.minor),
        treat,
      })
    }
    case 'rest':
      return t(basis.isTooMuch ? 'explain.tooMuch' : 'explain.rest')
    case 'whole':
      return t('explain.whole')
  }
}

/** "odd cent to Ben, by lot"; whoever the line is of comes first. */
export function oddWords({ to, why }: Odd, share: Share, people: Names): string {
  const first = [...to.filter(id => id === share), ...to.filter(id => id !== share)]
  const named = first.length > namedOdd ? first.slice(0, namedOdd - 1) : first
  const words = named.map(id => inside(id, people))
  if (named.length < first.length) words.push(t('explain.oddOthers', { n: first.length - named.length }))
  const names = list(words)
  return t(why === 'lot' ? 'explain.oddLot' : 'explain.oddNearest', { n: to.length, names })
}

function inside(share: Share, people: Names): string {
  if (share === nobody) return t('explain.freeInside')
  return people.isMe(share) ? t('person.youInside') : people.nameOf(share)
}
