/**
 * Where a balance comes from: what somebody paid and what was theirs, expense by expense, and the payments; each expense
 * leads to how the share in it came about. Below it, what settles it.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import { balancesByCurrency } from '../../../crdt/domain/balance.ts'
import type { CurrencyCode, Minor } from '../../../crdt/domain/bill.ts'
import { explainBalance } from '../../../crdt/domain/explain.ts'
import { billLedger, ledgersByCurrency, type Splitter } from '../../../crdt/domain/ledger.ts'
import { settle } from '../../../crdt/domain/settle.ts'
import { nobody, type Share, split as splitOf } from '../../../crdt/domain/split.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'
import { Sheet } from '../../components/sheet.tsx'
import { nameOfCurrency } from '../../i18n/currency-list.ts'
import { formatAmount, formatMoney, formatSigned } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { list, t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { titleOnBill } from './expense-words.ts'
import { ExplainLines, type ExplainRow } from './explain-lines.tsx'
import { ExplainSheet } from './explain-sheet.tsx'
import { createPeopleOn } from './people-on.ts'
import { routeOf } from './route.ts'

export function BalanceSheet(props: {
  readonly share: Share
  /** The balance in this currency by itself, nothing exchanged; absent: all of it in the bill's. */
  readonly apart?: CurrencyCode | undefined
  readonly onClose: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [opened, setOpened] = createSignal<ExpenseId>()
  const splitter: Splitter = (expense, all) => open.split(expense.id) ?? splitOf(expense, all)
  const currency = () => props.apart ?? open.bill.currency
  const ledger = createMemo(() => {
    if (props.apart === undefined) return billLedger(open.bill, splitter)
    return ledgersByCurrency(open.bill, splitter).find(each => each.currency === props.apart)
  })
  const balances = createMemo(() =>
    props.apart === undefined ? open.balances() : balancesByCurrency(open.bill, splitter).get(props.apart),
  )
  const amount = (minor: Minor) => formatAmount(locale(), minor, currency())
  const signed = (minor: Minor) => formatSigned(locale(), minor, currency())
  const find = (id: ExpenseId | undefined) => open.bill.expenses.find(expense => expense.id === id)
  const rows = createMemo((): readonly ExplainRow[] => [
    ...explainBalance(ledger()?.entries ?? [], props.share).map(({ id, shareMinor, paidMinor }) => {
      const expense = find(id)
      return {
        key: id,
        name: expense ? titleOnBill(expense, open) : t('expense.untitled'),
        caption:
          paidMinor === 0
            ? t('explain.shareOf', { share: amount(shareMinor) })
            : t('explain.paidAndShare', { paid: amount(paidMinor), share: amount(shareMinor) }),
        amount: signed(paidMinor - shareMinor),
        onOpen: () => setOpened(id),
      }
    }),
    ...(ledger()?.flows ?? []).flatMap(({ from, to, amountMinor }, index) => {
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
  const balance = () => balances()?.byPerson.get(props.share) ?? 0
  const title = () => {
    const name = people.nameOf(props.share)
    return props.apart === undefined
      ? t('explain.balance', { name })
      : t('explain.balanceIn', { name, currency: nameOfCurrency(props.apart) })
  }
  /** The payments that bring it to 0, and what of it is nobody's. */
  const settles = () => {
    const now = balances()
    const all = props.apart === undefined ? open.transfers() : now ? settle(now) : []
    const own = all.filter(({ from, to }) => from === props.share || to === props.share)
    const payments = own.map(transfer => {
      const route = routeOf(people, transfer, currency())
      return t(
        'explain.paying',
        people.isMe(transfer.from) ? { ...route, from: t('person.youInside') } : route,
      )
    })
    const left = props.share === nobody ? 0 : (now?.leftWith.get(props.share) ?? 0)
    return [
      payments.length > 0 ? t('explain.settledBy', { payments: list(payments) }) : '',
      left === 0 ? '' : t('explain.leftOut', { amount: amount(Math.abs(left)) }),
    ].filter(words => words !== '')
  }
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
              total={signedMoney(balance(), currency())}
            />
            <For each={settles()}>{words => <p class="cap">{words}</p>}</For>
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
