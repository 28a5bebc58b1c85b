/**
 * How a share came about, line by line, for one person at a time: what of each item, charge or amount is theirs, by what it
 * was divided, where an odd cent fell and why there. It ends with the share itself.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Expense, Minor } from '../../../crdt/domain/bill.ts'
import { explainShare, oddOfExchange, type ShareLine } from '../../../crdt/domain/explain.ts'
import { entryOf } from '../../../crdt/domain/ledger.ts'
import { nobody, type Share, type SplitResult } from '../../../crdt/domain/split.ts'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { formatRate } from '../../i18n/rate.ts'
import { list, t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { basisWords, oddWords } from './basis-words.ts'
import { chargeName } from './charge-name.ts'
import { titleOfExpense, titleOnBill } from './expense-words.ts'
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
  const title = () => {
    const of = titleOnBill(props.expense, open)
    if (share() === nobody) return t('explain.free', { title: of })
    return t('explain.theirs', { name: people.nameOf(share()), title: of })
  }
  /** Whose part the others pay: then parts are not what was entered. */
  const treated = () => {
    const names = props.expense.exempt.map(id => people.nameOf(id))
    return names.length === 0 ? '' : t('explain.treated', { names: list([...new Set(names)]) })
  }
  /** The shares in the bill's currency, when the expense is in another one that counts. */
  const exchanged = createMemo(() => {
    if (props.expense.currency === open.bill.currency) return null
    const entry = entryOf(props.expense, props.result, open.bill.currency)
    return 'reason' in entry ? null : entry.shares
  })
  const exchangeOdd = createMemo(() => {
    const cells = exchanged()
    return cells && oddOfExchange(props.result.shares, cells)
  })
  /** "Counts as €18.00 at 0.9." */
  const counts = () => {
    const { rate } = props.expense
    const cells = exchanged()
    if (cells === null || rate === null) return ''
    const slots = {
      amount: formatMoney(locale(), cells.get(share()) ?? 0, open.bill.currency),
      rate: formatRate(locale(), rate),
    }
    const odd = exchangeOdd()
    if (odd === null) return t('explain.rate', slots)
    return t('explain.rateOdd', { ...slots, odd: oddWords(odd, share(), people) })
  }
  const notes = () => {
    const whys = new Set([...lines().map(({ odd }) => odd), exchangeOdd()].map(odd => odd?.why))
    return [
      treated(),
      counts(),
      whys.has('lot') ? t('explain.oddNoteLot') : '',
      whys.has('nearest') ? t('explain.oddNoteNearest') : '',
    ].filter(words => words !== '')
  }
  const rows = (): readonly ExplainRow[] =>
    lines().map(line => ({
      key: line.id,
      name: nameOf(props.expense, line),
      caption: [
        basisWords(line, props.expense.split.mode, props.expense.currency),
        line.odd === null ? '' : oddWords(line.odd, share(), people),
      ]
        .filter(Boolean)
        .join(' · '),
      amount: amount(line.minor),
    }))
  return (
    <Sheet title={title()} onClose={props.onClose}>
      <PersonSelect
        shares={[...props.result.shares.keys()]}
        share={share()}
        people={people}
        onChoose={setShare}
      />
      <Show when={rows().length === 0}>
        <p class="cap">{t('explain.noPart')}</p>
      </Show>
      <ExplainLines
        rows={rows()}
        total={formatMoney(locale(), total(), props.expense.currency)}
        label={t('explain.share')}
      />
      <For each={notes()}>{words => <p class="cap">{words}</p>}</For>
    </Sheet>
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
      <span class="select">
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
        <Icon name="chevron-down" />
      </span>
    </div>
  )
}

function nameOf(expense: Expense, line: ShareLine): string {
  if (line.kind === 'amount') return titleOfExpense(expense)
  const charge = expense.split.charges.find(({ id }) => id === line.id)
  if (charge) return chargeName(charge, locale())
  return expense.split.items.find(({ id }) => id === line.id)?.name || t('item.unnamed')
}
