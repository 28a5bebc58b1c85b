/** What the bill's money went for: a row of squares for each category, the exact sum beside it. */
import { createMemo, Show } from 'solid-js'
import { categoryKey, ownCategory } from '../../../crdt/domain/categories.ts'
import { CategoryBars } from '../../components/category-bars.tsx'
import { squareUnits } from '../../components/squares.ts'
import { decimals, formatWhole } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'

export function WhereItWent() {
  const open = useBill()
  const sums = createMemo(() => {
    const own = new Map(open.bill.categories.map(({ id, name }) => [id as string, name]))
    const byCategory = new Map<string, number>()
    for (const expense of open.expenses()) {
      const entry = open.entry(expense.id)
      if (entry === undefined || 'reason' in entry) continue
      const name = own.get(expense.category)
      const category = name === undefined ? (categoryKey(expense.category) ?? 'other') : ownCategory(name)
      let minor = byCategory.get(category) ?? 0
      for (const share of entry.shares.values()) minor += share
      byCategory.set(category, minor)
    }
    return [...byCategory]
      .map(([category, minor]) => ({ category, minor }))
      .filter(({ minor }) => minor !== 0)
      .sort((a, b) => b.minor - a.minor)
  })
  const perUnit = () => 10 ** decimals(open.bill.currency)
  const units = () => squareUnits(Math.max(0, ...sums().map(({ minor }) => minor)), perUnit())
  return (
    <Show when={sums().length > 1}>
      <div class="cats">
        <h2 class="h3">{t('expenses.where')}</h2>
        <CategoryBars sums={sums()} currency={open.bill.currency} squareMinor={units() * perUnit()} />
        <p class="cap" aria-hidden="true">
          {t('chart.square', { amount: formatWhole(locale(), units(), open.bill.currency) })}
        </p>
      </div>
    </Show>
  )
}
