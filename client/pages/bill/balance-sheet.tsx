/**
 * Where a balance comes from: what somebody paid and what was theirs, expense by expense, and the payments; each expense
 * leads to how the share in it came about.
 */
import { createMemo, createSignal, Show } from 'solid-js'
import type { Minor } from '../../../crdt/domain/bill.ts'
import { explainBalance } from '../../../crdt/domain/explain.ts'
import { billLedger } from '../../../crdt/domain/ledger.ts'
import type { Share } from '../../../crdt/domain/split.ts'
import { split as splitOf } from '../../../crdt/domain/split.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount, formatMoney, formatSigned } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { titleOfExpense } from './expense-words.ts'
import { ExplainLines, type ExplainRow } from './explain-lines.tsx'
import { ExplainSheet } from './explain-sheet.tsx'
import { createPeopleOn } from './people-on.ts'

export function BalanceSheet(props: { readonly share: Share; readonly onClose: () => void }) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [opened, setOpened] = createSignal<ExpenseId>()
  const ledger = createMemo(() =>
    billLedger(open.bill, (expense, all) => open.split(expense.id) ?? splitOf(expense, all)),
  )
  const amount = (minor: Minor) => formatAmount(locale(), minor, open.bill.currency)
  const signed = (minor: Minor) => formatSigned(locale(), minor, open.bill.currency)
  const find = (id: ExpenseId | undefined) => open.bill.expenses.find(expense => expense.id === id)
  const rows = createMemo((): readonly ExplainRow[] => [
    ...explainBalance(ledger().entries, props.share).map(({ id, shareMinor, paidMinor }) => {
      const expense = find(id)
      return {
        key: id,
        name: expense ? titleOfExpense(expense) : t('expense.untitled'),
        caption:
          paidMinor === 0
            ? t('explain.shareOf', { share: amount(shareMinor) })
            : t('explain.paidAndShare', { paid: amount(paidMinor), share: amount(shareMinor) }),
        amount: signed(paidMinor - shareMinor),
        onOpen: () => setOpened(id),
      }
    }),
    ...ledger().flows.flatMap(({ from, to, amountMinor }, index) => {
      if (from !== props.share && to !== props.share) return []
      const isSent = from === props.share
      return [
        {
          key: `flow${index}`,
          name: isSent
            ? t('explain.sent', { name: people.nameOf(to) })
            : t('explain.received', { name: people.nameOf(from) }),
          caption: '',
          amount: signed(isSent ? amountMinor : -amountMinor),
        },
      ]
    }),
  ])
  const balance = () => open.balances().byPerson.get(props.share) ?? 0
  const title = () =>
    people.isMe(props.share)
      ? t('explain.yourBalance')
      : t('explain.balance', { name: people.nameOf(props.share) })
  const shown = createMemo(() => {
    const expense = find(opened())
    const result = expense && open.split(expense.id)
    return expense && result ? { expense, result } : null
  })
  return (
    <Show
      when={shown()}
      fallback={
        <Sheet title={title()} onClose={props.onClose}>
          <Show when={rows().length > 0} fallback={<p class="cap">{t('explain.nothing')}</p>}>
            <ExplainLines
              rows={rows()}
              label={t('explain.balanceLabel')}
              total={signedMoney(balance(), open.bill.currency)}
            />
          </Show>
        </Sheet>
      }
    >
      {of => (
        <ExplainSheet
          expense={of().expense}
          result={of().result}
          share={props.share}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Show>
  )
}

function signedMoney(minor: Minor, currency: string): string {
  return (minor > 0 ? '+' : '') + formatMoney(locale(), minor, currency)
}
