/**
 * How a share came about, line by line, for one person at a time: what of each item, charge or amount is theirs, by what it
 * was divided, where an odd cent fell. It ends with the share itself.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Expense, Minor } from '../../../crdt/domain/bill.ts'
import { type Basis, explainShare, type ShareLine } from '../../../crdt/domain/explain.ts'
import { nobody, type Share, type SplitResult } from '../../../crdt/domain/split.ts'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount, formatMoney, formatPercent } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { formatRate } from '../../i18n/rate.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { chargeName } from './charge-name.ts'
import { titleOfExpense } from './expense-words.ts'
import { ExplainLines, type ExplainRow } from './explain-lines.tsx'
import { createPeopleOn, type PeopleOn } from './people-on.ts'

export function ExplainSheet(props: {
  readonly expense: Expense
  readonly result: SplitResult
  /** Whose share it starts with. */
  readonly share: Share
  readonly onClose: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [share, setShare] = createSignal<Share>(props.share)
  const lines = createMemo(() => explainShare(props.expense, open.bill.people, share(), props.result))
  const total = () => props.result.shares.get(share()) ?? 0
  const amount = (minor: Minor) => formatAmount(locale(), minor, props.expense.currency)
  const rows = (): readonly ExplainRow[] =>
    lines().map(line => ({
      key: line.id,
      name: nameOf(props.expense, line),
      caption: [basisWords(line, amount), line.isOdd ? t('explain.odd') : ''].filter(Boolean).join(' · '),
      amount: amount(line.minor),
    }))
  return (
    <Sheet title={titleFor(share(), props.expense, people)} onClose={props.onClose}>
      <PersonSelect
        shares={[...props.result.shares.keys()]}
        share={share()}
        people={people}
        onChoose={setShare}
      />
      <ExplainLines
        rows={rows()}
        total={formatMoney(locale(), total(), props.expense.currency)}
        label={t('explain.share')}
      />
      <Show when={lines().some(({ isOdd }) => isOdd)}>
        <p class="cap">{t('explain.oddNote')}</p>
      </Show>
      <Exchanged expense={props.expense} share={share()} />
    </Sheet>
  )
}

/** What the share counts for in the bill's currency, when that is another one. */
function Exchanged(props: { readonly expense: Expense; readonly share: Share }) {
  const open = useBill()
  const words = () => {
    const entry = open.entry(props.expense.id)
    const { rate, currency } = props.expense
    if (currency === open.bill.currency || rate === null || entry === undefined || 'reason' in entry)
      return ''
    const amount = formatMoney(locale(), entry.shares.get(props.share) ?? 0, open.bill.currency)
    return t('explain.rate', { amount, rate: formatRate(locale(), rate) })
  }
  return (
    <Show when={words()}>
      <p class="cap">{words()}</p>
    </Show>
  )
}

function PersonSelect(props: {
  readonly shares: readonly Share[]
  readonly share: Share
  readonly people: PeopleOn
  readonly onChoose: (share: Share) => void
}) {
  return (
    <div class="field">
      <select
        class="text"
        aria-label={t('explain.whose')}
        value={props.share}
        onChange={event => props.onChoose(event.currentTarget.value as Share)}
      >
        <For each={props.shares.includes(props.share) ? props.shares : [props.share, ...props.shares]}>
          {share => (
            <option value={share} selected={share === props.share}>
              {props.people.nameOf(share)}
            </option>
          )}
        </For>
      </select>
    </div>
  )
}

function titleFor(share: Share, expense: Expense, people: PeopleOn): string {
  const title = titleOfExpense(expense)
  if (people.isMe(share)) return t('explain.yours', { title })
  if (share === nobody) return t('explain.free', { title })
  return t('explain.theirs', { name: people.nameOf(share), title })
}

function nameOf(expense: Expense, line: ShareLine): string {
  if (line.kind === 'amount') return titleOfExpense(expense)
  const charge = expense.split.charges.find(({ id }) => id === line.id)
  if (charge) return chargeName(charge, locale())
  return expense.split.items.find(({ id }) => id === line.id)?.name || t('item.unnamed')
}

function basisWords({ basis, rowMinor }: ShareLine, amount: (minor: Minor) => string): string {
  const row = amount(rowMinor)
  return basisText(basis, row, amount)
}

function basisText(basis: Basis, row: string, amount: (minor: Minor) => string): string {
  switch (basis.kind) {
    case 'parts':
      if (basis.all === 1) return t('explain.whole')
      return t('explain.parts', { mine: basis.mine, all: basis.all, row })
    case 'items':
      return t('explain.items', { mine: amount(basis.mine), all: amount(basis.all), row })
    case 'percent':
      return t('explain.percent', { percent: formatPercent(locale(), basis.points * 10), row })
    case 'adjusted':
      return t('explain.adjusted', { amount: amount(basis.minor), n: basis.people })
    case 'exact':
      return t('explain.exact')
    case 'other':
      return t('explain.other', { row })
  }
}
