/** What the bill's money went for: a row of squares for each category, the exact sum beside it. */
import { createMemo, For, Show } from 'solid-js'
import { type CategoryLook, lookOf } from '../../components/category.ts'
import { squaresOf, squareUnits } from '../../components/squares.ts'
import { decimals, formatAmount, formatWhole } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'

/** The categories that have a colour of their own in charts. */
const coloured = new Set(['stay', 'food', 'groceries', 'transport', 'fun'])

export function WhereItWent() {
  const open = useBill()
  const sums = createMemo(() => {
    const byCategory = new Map<string, { readonly look: CategoryLook; minor: number }>()
    for (const expense of open.bill.expenses) {
      const entry = open.entry(expense.id)
      if (entry === undefined || 'reason' in entry) continue
      const look = lookOf(expense.category, open.bill.categories)
      const sum = byCategory.get(look.value) ?? { look, minor: 0 }
      for (const minor of entry.shares.values()) sum.minor += minor
      byCategory.set(look.value, sum)
    }
    return [...byCategory.values()].filter(({ minor }) => minor !== 0).sort((a, b) => b.minor - a.minor)
  })
  const perUnit = () => 10 ** decimals(open.bill.currency)
  const units = () => squareUnits(Math.max(0, ...sums().map(({ minor }) => minor)), perUnit())
  return (
    <Show when={sums().length > 1}>
      <div class="cats">
        <h2 class="h3">{t('expenses.where')}</h2>
        <ul>
          <For each={sums()}>
            {({ look, minor }) => (
              <li>
                <span class="whole">{look.name}</span>
                <span
                  class="pb"
                  aria-hidden="true"
                  style={{
                    '--n': minor < 0 ? 0 : squaresOf(minor, units() * perUnit()),
                    color: `var(--c-${coloured.has(look.value) ? look.value : 'other'})`,
                  }}
                />
                <span class="amt">{formatAmount(locale(), minor, open.bill.currency)}</span>
              </li>
            )}
          </For>
        </ul>
        <p class="cap" aria-hidden="true">
          {t('chart.square', { amount: formatWhole(locale(), units(), open.bill.currency) })}
        </p>
      </div>
    </Show>
  )
}
