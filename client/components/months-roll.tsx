/** The months on one roll of paper, torn between them, each with one's share of what was spent in it. */
import { createMemo, For, Show } from 'solid-js'
import type { Day } from '../../crdt/domain/bill.ts'
import { formatAmount, formatMoney, formatMonth } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { type BillActions, BillLine } from './bill-line.tsx'
import { Key } from './key.tsx'
import { createPaged } from './paged.ts'
import { createRoving } from './roving.ts'
import { sharesIn } from './spending.ts'
import { byMonth, type Summary } from './summary.ts'

/** As many rows as are drawn before one scrolls: more than any screen shows. */
const page = 60

export function MonthsRoll(
  props: BillActions & {
    readonly bills: readonly Summary[]
    /** Those whose shares the months add up: a bill of several months spent in each of them. */
    readonly spent: readonly Summary[]
    readonly today: Day
    /** Amounts carry their currency's sign: there are several. */
    readonly signed: boolean
  },
) {
  const paged = createPaged(() => props.bills, page)
  const months = createMemo(() => new Map(byMonth(paged.shown()).map(month => [month.key, month.bills])))
  const roving = createRoving(() => [...months().values()].flatMap(bills => bills.map(bill => bill.id)))
  return (
    <>
      <div class="lift">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links inside, which are the controls. */}
        <div
          class="roll months paper torn-top torn"
          onKeyDown={roving.onKeyDown}
          onFocusIn={roving.onFocusIn}
        >
          <For each={[...months().keys()]}>
            {(month, index) => (
              <>
                <Show when={index() > 0}>
                  <div class="tear" aria-hidden="true" />
                </Show>
                <section aria-label={formatMonth(`${month}-15`, props.today)}>
                  <div class="month">
                    <h2>{formatMonth(`${month}-15`, props.today)}</h2>
                    <MonthShare bills={props.spent} month={month} signed={props.signed} />
                  </div>
                  <ul>
                    <For each={months().get(month) ?? []}>
                      {bill => (
                        <BillLine
                          bill={bill}
                          today={props.today}
                          signed={props.signed}
                          tabIndex={roving.tabIndex(bill.id)}
                          onMenu={props.onMenu}
                          onArchive={props.onArchive}
                          onDelete={props.onDelete}
                        />
                      )}
                    </For>
                  </ul>
                </section>
              </>
            )}
          </For>
        </div>
      </div>
      <Show when={paged.hasMore()}>
        <div class="quiet-note" ref={paged.watch}>
          <Key kind="quiet" onPress={paged.more}>
            {t('home.more')}
          </Key>
        </div>
      </Show>
    </>
  )
}

function MonthShare(props: {
  readonly bills: readonly Summary[]
  readonly month: string
  readonly signed: boolean
}) {
  const sums = createMemo(() => sharesIn(props.bills, props.month))
  const words = () =>
    sums()
      .map(({ minor, currency }) =>
        (props.signed || sums().length > 1 ? formatMoney : formatAmount)(locale(), minor, currency),
      )
      .join(' · ')
  return (
    <Show when={sums().length > 0}>
      <span class="cap">{t('home.yourShare', { amount: words() })}</span>
    </Show>
  )
}
