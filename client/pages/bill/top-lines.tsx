/**
 * The top of a long list as this device last saw it, until the bill itself is read: the same lines in the same places, with
 * nothing to press yet and a bar where words follow.
 */
import { createMemo, For, Show } from 'solid-js'
import type { Day } from '../../../crdt/domain/bill.ts'
import { lookOf } from '../../components/category.ts'
import { dayOf, formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import type { SummaryRow, TopLine } from '../../state/bills.ts'
import { DaySection } from './day-section.tsx'
import { nameOfExpense } from './expense-words.ts'

export function TopLines(props: { readonly row: SummaryRow; readonly lines: readonly TopLine[] }) {
  const days = createMemo(() => {
    const days = new Map<Day, TopLine[]>()
    for (const line of props.lines) days.set(line.day, [...(days.get(line.day) ?? []), line])
    return [...days]
  })
  const today = dayOf(new Date())
  const amount = (minor: number) => formatAmount(locale(), minor, props.row.currency)
  return (
    <div class="roll paper torn-top torn top-lines">
      <For each={days()}>
        {([day, lines], index) => (
          <DaySection day={day} today={today} isFirst={index() === 0}>
            <For each={lines}>
              {line => (
                <li class="spent">
                  <div class="line lead">
                    <span class="soft">
                      <Icon name={lookOf(line.category, []).icon} />
                    </span>
                    <span class="grow">
                      <span class="nm">{nameOfExpense(line.title, line.isReceipt)}</span>
                      <span class="sub" aria-hidden="true">
                        <span class="sk w3" />
                      </span>
                    </span>
                    <Show
                      when={line.totalMinor !== null}
                      fallback={<span class="amt dim">{t('expense.noRate')}</span>}
                    >
                      <span class="amt">{amount(line.totalMinor ?? 0)}</span>
                      <Show when={line.mineMinor !== null}>
                        <small>{t('expense.mine', { amount: amount(line.mineMinor ?? 0) })}</small>
                      </Show>
                    </Show>
                  </div>
                </li>
              )}
            </For>
          </DaySection>
        )}
      </For>
    </div>
  )
}
