/** The bar under the editor: what is still free or too much, or one's own share, and the way to keep it. */
import { Show } from 'solid-js'
import { createBarHeight } from '../../components/bar-height.ts'
import { Figure } from '../../components/figure.tsx'
import { Key } from '../../components/key.tsx'
import { formatAmount, formatPercent } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import type { PeopleOn } from '../bill/people-on.ts'
import type { ExpenseDraft } from './draft.ts'
import { missingPoints, payerGap, splitRest } from './rest.ts'

export function Foot(props: {
  readonly draft: ExpenseDraft
  readonly people: PeopleOn
  readonly canEdit: boolean
  readonly onSave: () => void
}) {
  const open = useBill()
  const bar = createBarHeight()
  const expense = () => props.draft.expense()
  const total = () => props.draft.result().totalMinor
  /** In the direction of the total: above 0 it is still free. */
  const free = () => (total() < 0 ? -1 : 1) * props.draft.result().nobodyMinor
  const mode = () => expense().split.mode
  const canSplitRest = () => props.canEdit && (mode() === 'exact' || mode() === 'percent') && hasRest()
  const hasRest = () => (mode() === 'percent' ? missingPoints(expense().split.percent) > 0 : free() > 0)
  const mine = () => {
    const me = open.me()
    return me === null ? 0 : (props.draft.result().shares.get(me) ?? 0)
  }
  const label = () => {
    if (free() > 0) return t('expense.stillFree')
    if (free() < 0) return t('expense.tooMuch')
    return open.me() === null ? t('bar.total') : t('bar.share')
  }
  const figure = () => {
    if (free() !== 0) return Math.abs(free())
    return open.me() === null ? total() : mine()
  }
  const note = () => {
    const points = mode() === 'percent' ? missingPoints(expense().split.percent) : 0
    if (points > 0) return t('expense.percentFree', { percent: formatPercent(locale(), points * 10) })
    if (points < 0) return t('expense.percentTooMuch', { percent: formatPercent(locale(), -points * 10) })
    const gap = (total() < 0 ? -1 : 1) * payerGap(props.draft)
    const amount = formatAmount(locale(), Math.abs(gap), expense().currency)
    const came = total() < 0
    if (gap > 0) return t(came ? 'expense.ungot' : 'expense.unpaid', { amount })
    if (gap < 0) return t(came ? 'expense.overgot' : 'expense.overpaid', { amount })
    return ''
  }
  const isEmpty = () => props.draft.isNew && total() === 0 && expense().title === '' && mode() !== 'items'
  return (
    <footer class="bar register" ref={bar}>
      <span
        class="meter"
        role="img"
        aria-label={t('expense.assigned', {
          part: formatAmount(locale(), total() - props.draft.result().nobodyMinor, expense().currency),
          total: formatAmount(locale(), total(), expense().currency),
        })}
      >
        <i style={{ width: `${assignedPercent(total(), props.draft.result().nobodyMinor)}%` }} />
      </span>
      <div class="share" role="status">
        <div class="lab">{label()}</div>
        <Figure minor={figure()} currency={expense().currency} class={free() < 0 ? 'over' : ''} />
        <Show when={note()}>
          <div class="lab">{note()}</div>
        </Show>
      </div>
      <Show when={props.canEdit}>
        <Key kind={canSplitRest() ? 'plain' : 'you'} off={isEmpty()} onPress={() => props.onSave()}>
          {t('expense.save')}
        </Key>
        <Show when={canSplitRest()}>
          <Key
            kind="you"
            onPress={() =>
              splitRest(
                props.draft,
                props.people.seated().map(({ id }) => id),
              )
            }
          >
            {t('expense.splitRest')}
          </Key>
        </Show>
      </Show>
    </footer>
  )
}

/** How far the meter is filled; for drawing only. */
function assignedPercent(totalMinor: number, nobodyMinor: number): number {
  if (totalMinor === 0) return 0
  return Math.max(0, Math.min(100, (100 * (totalMinor - nobodyMinor)) / totalMinor))
}
