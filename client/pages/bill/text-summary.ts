/**
 * The bill as plain text, for people who will never open a link. Three levels of detail: what everybody's share is; who
 * pays whom as well; every item as well. No marks of any markup, so that it reads the same wherever it is pasted.
 */
import type { Day, Minor } from '../../../crdt/domain/bill.ts'
import { formatAmount, formatDay, formatMoney } from '../../i18n/format.ts'
import { list, t } from '../../i18n/text.ts'
import type { Line, Outline, Route, Spent, Taker } from './outline.ts'

export const levels = ['totals', 'payments', 'items'] as const
export type Level = (typeof levels)[number]

/** The text, lines ended by "\n", blocks apart by an empty line. */
export function textSummary(outline: Outline, level: Level, locale: string, today: Day): string {
  const money = (minor: Minor) => formatMoney(locale, minor, outline.currency)
  const route = (key: 'summary.pays' | 'summary.paid', of: Route) =>
    t(key, {
      from: isolated(of.from),
      to: isolated(of.to),
      amount: formatMoney(locale, of.amountMinor, of.currency),
    })
  const spent = outline.spent.filter(({ lines }) => lines.length > 0)
  const isNow = level !== 'totals'
  const blocks: string[][] = [heading(outline, spent, today, money)]
  if (level === 'items') for (const each of spent) blocks.push(itemLines(each, locale))
  blocks.push([
    ...outline.accounts
      .filter(({ shareMinor }) => shareMinor !== 0)
      .map(({ name, shareMinor }) => t('summary.share', { name: isolated(name), amount: money(shareMinor) })),
    ...(outline.freeMinor === 0 ? [] : [t('summary.free', { amount: money(outline.freeMinor) })]),
  ])
  if (isNow) {
    const toPay = outline.toPay.map(of => route('summary.pays', of))
    const unpaid =
      outline.unpaidMinor === 0 ? [] : [t('summary.unpaid', { amount: money(outline.unpaidMinor) })]
    const even = outline.paid.length > 0 ? t('summary.settled') : t('summary.owesNothing')
    blocks.push([...(toPay.length + unpaid.length > 0 ? toPay : [even]), ...unpaid])
    blocks.push(outline.paid.map(of => route('summary.paid', of)))
  }
  return blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')
}

function heading(
  outline: Outline,
  spent: readonly Spent[],
  today: Day,
  money: (minor: Minor) => string,
): string[] {
  const [first, ...more] = spent
  const day = first && more.length === 0 ? [formatDay(first.day, today)] : []
  const payers = [...new Set(spent.flatMap(({ payers }) => payers))].map(isolated)
  const total = t('summary.total', { amount: money(outline.totalMinor) })
  return [
    [isolated(outline.title), ...day].join(', '),
    payers.length > 0 ? `${total}. ${t('summary.paidBy', { names: list(payers) })}` : total,
  ]
}

function itemLines(spent: Spent, locale: string): string[] {
  const line = ({ name, quantity, amountMinor, included, takers, freeMinor, kind }: Line) => {
    const amount = formatAmount(locale, amountMinor, spent.currency)
    const named = { name: isolated(included ? t('check.included', { charge: name }) : name), amount }
    const text = quantity === 1 ? t('summary.line', named) : t('summary.lineOf', { ...named, quantity })
    if (kind === 'charge') return text
    if (takers.length === 0) return t('summary.item', { line: text, names: t('person.nobody') })
    const free: readonly Taker[] = freeMinor === 0 ? [] : [{ name: t('person.nobody'), minor: freeMinor }]
    const names =
      free.length === 0 && areEven(takers)
        ? takers.map(taker => isolated(taker.name))
        : [...takers, ...free].map(taker =>
            t('summary.line', {
              name: isolated(taker.name),
              amount: formatAmount(locale, taker.minor, spent.currency),
            }),
          )
    return t('summary.item', { line: text, names: list(names) })
  }
  return [...(spent.title === '' ? [] : [isolated(spent.title)]), ...spent.lines.map(line)]
}

/** True when nobody has more than the odd cent above another: then their names say it all. */
function areEven(takers: readonly Taker[]): boolean {
  const minors = takers.map(taker => taker.minor)
  return Math.max(...minors) - Math.min(...minors) <= 1
}

/** A name from another script must not turn the amounts behind it around (Unicode FSI and PDI, UAX #9). */
function isolated(name: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(name)
    ? `\u2068${name}\u2069`
    : name
}
