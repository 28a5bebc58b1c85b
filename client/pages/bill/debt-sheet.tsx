/**
 * Where a debt between two people comes from: what each expense adds to it or takes off it, and what payments between them
 * worked off. Each expense leads to how the share in it came about.
 */
import { createMemo, createSignal, Show } from 'solid-js'
import type { Bill, CurrencyCode, Minor } from '../../../crdt/domain/bill.ts'
import { explainDebt, type Transfer } from '../../../crdt/domain/settle.ts'
import { split as splitOf } from '../../../crdt/domain/split.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'
import { Sheet } from '../../components/sheet.tsx'
import { formatMoney, formatSigned } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { payerWords, titleOnBill } from './expense-words.ts'
import { ExplainLines, type ExplainRow } from './explain-lines.tsx'
import { ExplainSheet } from './explain-sheet.tsx'
import { createPeopleOn } from './people-on.ts'

export function DebtSheet(props: {
  /** What of the bill is reckoned together. */
  readonly bill: Bill
  readonly debt: Transfer
  readonly currency: CurrencyCode
  readonly onClose: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [opened, setOpened] = createSignal<ExpenseId>()
  const debt = createMemo(() =>
    explainDebt(props.bill, props.debt, (expense, all) => open.split(expense.id) ?? splitOf(expense, all)),
  )
  const signed = (minor: Minor) => formatSigned(locale(), minor, props.currency)
  const find = (id: ExpenseId | undefined) => open.bill.expenses.find(expense => expense.id === id)
  const rows = createMemo((): readonly ExplainRow[] => {
    const { lines, workedMinor } = debt()
    const spent = lines.flatMap(({ id, minor }) => {
      const expense = find(id)
      if (expense === undefined) return []
      return [
        {
          key: id,
          name: titleOnBill(expense, open),
          caption: payerWords(expense, open.split(id)?.totalMinor ?? 0, people),
          amount: signed(minor),
          onOpen: () => setOpened(id),
        },
      ]
    })
    if (workedMinor === 0) return spent
    return [...spent, { key: 'worked', name: t('explain.worked'), caption: '', amount: signed(-workedMinor) }]
  })
  const total = () => debt().lines.reduce((sum, { minor }) => sum + minor, -debt().workedMinor)
  const title = () =>
    t('explain.debt', {
      name: people.nameOf(props.debt.from),
      to: people.isMe(props.debt.to) ? t('person.youInside') : people.nameOf(props.debt.to),
    })
  const shown = createMemo(() => {
    const expense = find(opened())
    const result = expense && open.split(expense.id)
    const minor = debt().lines.find(({ id }) => id === opened())?.minor ?? 0
    // What takes off the debt is the other's share.
    return expense && result ? { expense, result, share: minor < 0 ? props.debt.to : props.debt.from } : null
  })
  return (
    <Show
      when={shown()}
      fallback={
        <Sheet title={title()} onClose={props.onClose}>
          <ExplainLines
            rows={rows()}
            label={t('explain.debtLabel')}
            total={formatMoney(locale(), total(), props.currency)}
          />
        </Sheet>
      }
    >
      {of => (
        <ExplainSheet
          expense={of().expense}
          result={of().result}
          share={of().share}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Show>
  )
}
