/**
 * "Ben set 120.00 meanwhile." under a field that one has changed oneself, with a key that lets theirs stand. Nothing has to be
 * chosen: whoever saves keeps their own.
 */
import { createMemo, Show } from 'solid-js'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { lookOf } from '../../components/category.ts'
import { Key } from '../../components/key.tsx'
import { dayOf, formatAmount, formatDay } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { formatRate } from '../../i18n/rate.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import type { PeopleOn } from '../bill/people-on.ts'
import type { ExpenseDraft } from './draft.ts'
import { type Spot, whoSet } from './spots.ts'

export function Meanwhile(props: {
  readonly draft: ExpenseDraft
  readonly people: PeopleOn
  readonly spot: Spot
}) {
  const open = useBill()
  const wordsOf = (spot: Exclude<Spot, 'payers' | 'split' | 'exempt'>, theirs: Expense): string => {
    switch (spot) {
      case 'amount':
        return formatAmount(locale(), theirs.amountMinor, theirs.currency)
      case 'rate':
        return theirs.rate === null ? '' : formatRate(locale(), theirs.rate)
      case 'date':
        return formatDay(theirs.date, dayOf(new Date()))
      case 'category':
        return theirs.category === '' ? '' : lookOf(theirs.category, open.bill.categories).name
      case 'title':
      case 'note':
        return theirs[spot] === '' ? '' : t('meanwhile.text', { text: theirs[spot] })
      default:
        return theirs[spot]
    }
  }
  const words = createMemo(() => {
    const theirs = props.draft.meanwhile(props.spot)
    if (theirs === null) return ''
    const by = whoSet(props.spot, theirs, open.activity())
    const name = by === null ? t('person.me') : props.people.nameOf(by)
    switch (props.spot) {
      case 'payers':
        return t('meanwhile.payers', { name })
      case 'split':
        return t('meanwhile.split', { name })
      case 'exempt':
        return t('meanwhile.exempt', { name })
      default: {
        const value = wordsOf(props.spot, theirs)
        return value === '' ? t('meanwhile.emptied', { name }) : t('meanwhile.set', { name, value })
      }
    }
  })
  return (
    <div class="meanwhile">
      <span class="cap" role="status">
        {words()}
      </span>
      <Show when={words()}>
        {told => (
          <Key
            kind="quiet"
            small
            label={t('meanwhile.takeThis', { told: told() })}
            onPress={() => props.draft.take(props.spot)}
          >
            {t('meanwhile.take')}
          </Key>
        )}
      </Show>
    </div>
  )
}
