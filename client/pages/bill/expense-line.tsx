/**
 * An expense in the list: what it was, who paid, what it cost, one's share of it. The line opens the expense; the share, a key
 * of its own beside the link, opens how it came about.
 */
import { createMemo, Show } from 'solid-js'
import type { Expense, Minor } from '../../../crdt/domain/bill.ts'
import type { Entry, NotCounted } from '../../../crdt/domain/ledger.ts'
import type { Share } from '../../../crdt/domain/split.ts'
import { lookOf } from '../../components/category.ts'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { howWords, payerWords, restOf, restWords, titleOfExpense } from './expense-words.ts'
import type { PeopleOn } from './people-on.ts'
import { expenseHref, receiptHref } from './places.ts'

export function ExpenseLine(props: {
  readonly expense: Expense
  readonly people: PeopleOn
  readonly tabIndex: 0 | -1
  readonly onExplain: () => void
}) {
  const open = useBill()
  const look = () => lookOf(props.expense.category, open.bill.categories)
  const result = () => open.split(props.expense.id)
  const total = () => result()?.totalMinor ?? 0
  const title = () => titleOfExpense(props.expense)
  const inBill = createMemo(() => totalIn(open.entry(props.expense.id)))
  const mine = createMemo(() => {
    const entry = open.entry(props.expense.id)
    const me = open.me()
    if (me === null || entry === undefined || 'reason' in entry) return null
    return formatAmount(locale(), entry.shares.get(me as Share) ?? 0, open.bill.currency)
  })
  const caption = () =>
    [
      payerWords(props.expense, total(), props.people),
      howWords(props.expense, total(), open.bill, props.people.seated().length, locale()),
    ].join(' · ')
  /** In the direction of the total: above 0 it is free, below it is too much. */
  const rest = createMemo(() => restOf(result()))
  return (
    <>
      <a
        class="line lead"
        data-row={props.expense.id}
        tabIndex={props.tabIndex}
        href={
          props.expense.split.mode === 'items'
            ? receiptHref(open.id, props.expense.id)
            : expenseHref(open.id, props.expense.id)
        }
      >
        <span class="soft">
          <Icon name={look().icon} />
          <span class="vh">{look().name}</span>
        </span>
        <span class="grow">
          <span class="nm">{title()}</span>
          <span class="sub">
            {caption()}
            <Show when={rest() !== 0}>
              {' · '}
              <span class="rest" classList={{ owe: rest() < 0 }}>
                {restWords(rest(), props.expense, open.bill, locale())}
              </span>
            </Show>
          </span>
        </span>
        <Show when={inBill() !== null} fallback={<span class="amt dim">{t('expense.noRate')}</span>}>
          <span class="amt">{formatAmount(locale(), inBill() ?? 0, open.bill.currency)}</span>
          <Show when={mine()}>{amount => <small>{t('expense.mine', { amount: amount() })}</small>}</Show>
        </Show>
      </a>
      <Show when={mine()}>
        {amount => (
          <button
            type="button"
            class="how"
            data-of={props.expense.id}
            tabIndex={props.tabIndex}
            aria-haspopup="dialog"
            aria-label={t('explain.yourPart', { title: title(), amount: amount() })}
            onClick={() => props.onExplain()}
          />
        )}
      </Show>
    </>
  )
}

/** The total of an entry; null where it has none in the bill's currency. */
export function totalIn(entry: Entry | NotCounted | undefined): Minor | null {
  if (entry === undefined || 'reason' in entry) return null
  let sum = 0
  for (const minor of entry.shares.values()) sum += minor
  return sum
}
