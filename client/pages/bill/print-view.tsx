/**
 * The bill on paper: the guest check with its items and who had them, the sums, the balances, the payments. It is drawn
 * when the browser is about to print, whoever asked for it, stands beside the app, and is all that the print shows.
 */
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import type { Minor } from '../../../crdt/domain/bill.ts'
import { dayOf, formatAmount, formatDay, formatMoney, formatSigned } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { list, t } from '../../i18n/text.ts'
import { WordMark } from '../../icons/word-mark.tsx'
import { useBill } from '../../state/context.tsx'
import { type Line, type Outline, outlineOf, type Route, type Spent } from './outline.ts'
import { serialOf } from './serial.ts'

/** Opens the browser's print dialogue, once the sheet that asked for it is gone. */
export function printPage(): void {
  setTimeout(() => window.print())
}

/** To be put once on the page of a bill. */
export function PrintView() {
  const open = useBill()
  const [outline, setOutline] = createSignal<Outline | null>(null)
  const draw = () => {
    if (!open.loaded()) return
    setOutline(outlineOf(open.bill, ({ id }) => open.split(id), open.balances(), open.transfers(), locale()))
  }
  const clear = () => setOutline(null)
  onMount(() => {
    window.addEventListener('beforeprint', draw)
    window.addEventListener('afterprint', clear)
  })
  onCleanup(() => {
    window.removeEventListener('beforeprint', draw)
    window.removeEventListener('afterprint', clear)
  })
  return (
    <Show when={outline()}>
      {shown => (
        <Portal>
          <article class="print-view">
            <header>
              <WordMark />
              <p class="print">
                {t('check.head')} {t('check.number', { n: serialOf(open.bill) })}
              </p>
              <h1>{shown().title}</h1>
            </header>
            <For each={shown().spent.filter(isReceipt)}>
              {spent => <Check spent={spent} titled={shown().spent.length > 1} />}
            </For>
            <Expenses spent={shown().spent.filter(spent => !isReceipt(spent))} />
            <Accounts outline={shown()} />
            <Payments outline={shown()} />
          </article>
        </Portal>
      )}
    </Show>
  )
}

/** Lines of its own; other expenses are one line each of one table. */
function isReceipt(spent: Spent): boolean {
  return spent.lines.some(({ kind }) => kind !== 'amount')
}

/** Expenses without items, by day. */
function Expenses(props: { readonly spent: readonly Spent[] }) {
  const byDay = () => [...props.spent].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return (
    <Show when={props.spent.some(({ lines }) => lines.length > 0)}>
      <section>
        <h2>{t('expenses.title')}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('more.date')}</th>
              <th scope="col">{t('print.expense')}</th>
              <th scope="col">{t('check.paidBy')}</th>
              <th scope="col" class="num">
                {t('print.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={byDay()}>
              {spent => (
                <tr>
                  <td>{formatDay(spent.day, dayOf(new Date()))}</td>
                  <td>{spent.title || t('expense.untitled')}</td>
                  <td>{spent.payers.length > 0 ? list(spent.payers) : t('person.nobody')}</td>
                  <td class="num">{formatMoney(locale(), spent.totalMinor, spent.currency)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  )
}

function Check(props: { readonly spent: Spent; readonly titled: boolean }) {
  const amount = (minor: Minor) => formatAmount(locale(), minor, props.spent.currency)
  const items = () => props.spent.lines.filter(({ kind }) => kind !== 'charge')
  const charges = () => props.spent.lines.filter(({ kind }) => kind === 'charge')
  const who = (line: Line) => {
    const free = line.freeMinor === 0 ? [] : [{ name: t('person.nobody'), minor: line.freeMinor }]
    if (line.takers.length === 0) return t('person.nobody')
    return [...line.takers, ...free].map(({ name, minor }) => `${name} ${amount(minor)}`).join(', ')
  }
  return (
    <section>
      <Show when={props.titled}>
        <h2>{props.spent.title || t('bill.receipt')}</h2>
      </Show>
      <p>
        {formatDay(props.spent.day, dayOf(new Date()))}
        <Show when={props.spent.payers.length > 0}>
          {' · '}
          {t('bill.paid', { name: list(props.spent.payers) })}
        </Show>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('print.item')}</th>
            <th scope="col">{t('print.who')}</th>
            <th scope="col" class="num">
              {t('print.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={items()}>
            {line => (
              <tr>
                <td>{line.quantity === 1 ? line.name : `${line.quantity} × ${line.name}`}</td>
                <td>{who(line)}</td>
                <td class="num">{amount(line.amountMinor)}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tbody class="sums-of">
          <Sum name={t('check.subtotal')} value={amount(props.spent.subtotalMinor)} />
          <For each={charges()}>
            {line => (
              <Sum
                name={line.included ? t('check.included', { charge: line.name }) : line.name}
                value={amount(line.amountMinor)}
              />
            )}
          </For>
          <Sum
            strong
            name={t('check.total')}
            value={formatMoney(locale(), props.spent.totalMinor, props.spent.currency)}
          />
        </tbody>
      </table>
    </section>
  )
}

function Sum(props: { readonly name: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <tr classList={{ strong: props.strong ?? false }}>
      <th scope="row" colspan={2}>
        {props.name}
      </th>
      <td class="num">{props.value}</td>
    </tr>
  )
}

function Accounts(props: { readonly outline: Outline }) {
  const amount = (minor: Minor) => formatAmount(locale(), minor, props.outline.currency)
  const signed = (minor: Minor) => formatSigned(locale(), minor, props.outline.currency)
  const isSettling = () => props.outline.accounts.some(({ settledMinor }) => settledMinor !== 0)
  return (
    <section>
      <h2>{t('bill.balances')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('persons.title')}</th>
            <th scope="col" class="num">
              {t('print.share')}
            </th>
            <th scope="col" class="num">
              {t('print.paid')}
            </th>
            <Show when={isSettling()}>
              <th scope="col" class="num">
                {t('print.payments')}
              </th>
            </Show>
            <th scope="col" class="num">
              {t('print.balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.outline.accounts}>
            {account => (
              <tr>
                <th scope="row">{account.name}</th>
                <td class="num">{amount(account.shareMinor)}</td>
                <td class="num">{amount(account.paidMinor)}</td>
                <Show when={isSettling()}>
                  <td class="num">{signed(account.settledMinor)}</td>
                </Show>
                <td class="num">{signed(account.balanceMinor)}</td>
              </tr>
            )}
          </For>
          <Show when={props.outline.freeMinor !== 0 || props.outline.unpaidMinor !== 0}>
            <tr>
              <th scope="row">{t('person.nobody')}</th>
              <td class="num">{amount(props.outline.freeMinor)}</td>
              <td class="num">{amount(props.outline.unpaidMinor)}</td>
              <Show when={isSettling()}>
                <td class="num">{amount(0)}</td>
              </Show>
              <td class="num">{signed(props.outline.unpaidMinor - props.outline.freeMinor)}</td>
            </tr>
          </Show>
        </tbody>
      </table>
    </section>
  )
}

function Payments(props: { readonly outline: Outline }) {
  const words = (key: 'summary.pays' | 'summary.paid', route: Route) =>
    t(key, {
      from: route.from,
      to: route.to,
      amount: formatMoney(locale(), route.amountMinor, route.currency),
    })
  return (
    <Show when={props.outline.toPay.length + props.outline.paid.length > 0}>
      <section>
        <h2>{t('print.payments')}</h2>
        <ul>
          <For each={props.outline.toPay}>
            {route => <li class="open">{words('summary.pays', route)}</li>}
          </For>
          <For each={props.outline.paid}>{route => <li>{words('summary.paid', route)}</li>}</For>
        </ul>
      </section>
    </Show>
  )
}
