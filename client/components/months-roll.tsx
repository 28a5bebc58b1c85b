/** The months on one roll of paper, torn between them; each line says what one owes or gets back, in words too. */
import { For, Show } from 'solid-js'
import type { Day } from '../../crdt/domain/bill.ts'
import { formatAmount, formatDay, formatMoment, formatMonth } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { PeopleBits } from './people-bits.tsx'
import { createRoving } from './roving.ts'
import { billHref, byMonth, type Summary, standingOf, sumByCurrency, titleOf } from './summary.ts'

export function MonthsRoll(props: { readonly bills: readonly Summary[]; readonly today: Day }) {
  const months = () => byMonth(props.bills)
  const roving = createRoving(() => months().flatMap(month => month.bills.map(bill => bill.id)))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links inside, which are the controls.
    <div class="roll months paper torn-top torn" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
      <For each={months()}>
        {(month, index) => (
          <>
            <Show when={index() > 0}>
              <div class="tear" aria-hidden="true" />
            </Show>
            <section aria-label={formatMonth(`${month.key}-15`, props.today)}>
              <div class="month">
                <h2>{formatMonth(`${month.key}-15`, props.today)}</h2>
                <MonthShare bills={month.bills} />
              </div>
              <ul>
                <For each={month.bills}>
                  {bill => (
                    <li>
                      <BillLine bill={bill} today={props.today} tabIndex={roving.tabIndex(bill.id)} />
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </>
        )}
      </For>
    </div>
  )
}

function MonthShare(props: { readonly bills: readonly Summary[] }) {
  const sums = () => sumByCurrency(props.bills, bill => bill.myShareMinor)
  return (
    <Show when={sums().length === 1 ? sums()[0] : undefined}>
      {sum => (
        <span class="cap">
          {t('home.yourShare', { amount: formatAmount(locale(), sum().minor, sum().currency) })}
        </span>
      )}
    </Show>
  )
}

function BillLine(props: { readonly bill: Summary; readonly today: Day; readonly tabIndex: 0 | -1 }) {
  const standing = () => standingOf(props.bill)
  const amount = () => formatAmount(locale(), Math.abs(props.bill.myBalanceMinor), props.bill.currency)
  return (
    <a class="line" href={billHref(props.bill.id)} data-row={props.bill.id} tabIndex={props.tabIndex}>
      <span class="grow">
        <span class="nm">{titleOf(props.bill)}</span>
        <span class="sub">
          <Show when={props.bill.news} fallback={formatDay(props.bill.day, props.today)}>
            {news => (
              <span class="live-txt">
                <span class="live-dot" />
                {changedWords(news().atMs)}
              </span>
            )}
          </Show>
          <PeopleBits people={props.bill.people} />
        </span>
      </span>
      <Show
        when={standing() === 'owe' || standing() === 'back'}
        fallback={<span class="amt dim">{quietWords(props.bill)}</span>}
      >
        <span class={`amt ${standing()}`}>
          {amount()}
          <small>{standing() === 'owe' ? t('home.owe') : t('home.back')}</small>
        </span>
      </Show>
    </a>
  )
}

/** What stands where nothing is owed either way. */
function quietWords(bill: Summary): string {
  const standing = standingOf(bill)
  if (standing === 'notJoined' || standing === 'nothingYet') return t(`home.${standing}`)
  if (standing === 'settled') return t('home.settled')
  return t('home.yourShare', { amount: formatAmount(locale(), bill.myShareMinor, bill.currency) })
}

/** "changed 2 min ago"; without the time where nobody here knows it. */
function changedWords(atMs: number | null): string {
  return atMs === null ? t('home.changed') : t('home.changedWhen', { when: formatMoment(atMs, Date.now()) })
}
