/**
 * Insights: one's share by month, by category, and with whom; of all bills or one, in one currency at a time. From summary rows
 * alone: nothing of a bill is opened for it.
 */
import { createMemo, createSignal, Show } from 'solid-js'
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { Chooser } from '../components/chooser.tsx'
import { Figure } from '../components/figure.tsx'
import { NavBar } from '../components/nav-bar.tsx'
import {
  byCategory,
  companionsIn,
  countMonths,
  monthsUntil,
  type Period,
  spentBy,
  spentCurrencies,
  spentMonths,
} from '../components/spending.ts'
import { type Summary, titleOf } from '../components/summary.ts'
import { nameOfCurrency } from '../i18n/currency-list.ts'
import { dayOf, formatMonth } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useBills } from '../state/bills.ts'
import { Frame, useNewBill } from './frame.tsx'
import { ByCategory, ByMonth, MostOften } from './insights-charts.tsx'
import { Title } from './title.tsx'

type Range = '3' | '6' | '12' | 'all'

/** More months than this are told apart by year. */
const mostMonths = 12
const mostYears = 12

export function Insights() {
  const bills = useBills()
  const newBill = useNewBill()
  const joined = createMemo(() => bills.rows().filter(bill => bill.hasMe))
  const isEmpty = () => spentCurrencies(joined()).length === 0
  return (
    <Frame class="insights" place="insights">
      <Title page={t('insights.title')} />
      <main class="main narrow">
        <header class="top first">
          <h1 class="h1">{t('insights.title')}</h1>
        </header>
        <Show when={bills.loaded()}>
          <Show
            when={!isEmpty()}
            fallback={
              <div class="quiet-note">
                <p>{t('insights.empty')}</p>
                <p>{t('insights.emptyBody')}</p>
              </div>
            }
          >
            <Charts bills={joined()} />
          </Show>
        </Show>
      </main>
      <NavBar place="insights" onNewBill={newBill} />
    </Frame>
  )
}

function Charts(props: { readonly bills: readonly Summary[] }) {
  const today = createMemo(() => dayOf(new Date()))
  const [range, setRange] = createSignal<Range>('6')
  const [billId, setBillId] = createSignal('')
  const [wanted, setWanted] = createSignal<CurrencyCode | null>(null)
  const [chosen, setChosen] = createSignal<Period | null>(null)

  const spending = createMemo(() => props.bills.filter(bill => spentCurrencies([bill]).length > 0))
  const bills = createMemo(() => {
    const one = spending().filter(bill => bill.id === billId())
    return one.length > 0 ? one : spending()
  })
  const currencies = createMemo(() => spentCurrencies(bills()))
  const currency = () => currencies().find(code => code === wanted()) ?? currencies()[0] ?? ''
  const inCurrency = createMemo(() => bills().filter(bill => bill.currency === currency()))
  const periods = createMemo((): readonly Period[] => {
    const months = spentMonths(inCurrency(), today().slice(0, 7))
    if (months === null) return []
    // "All" ends with the last month there is, even if it is still to come.
    const last = range() === 'all' ? lastMonth(inCurrency()) : months.last
    const count = range() === 'all' ? countMonths(months.first, last) : Number(range())
    if (count <= mostMonths) return monthsUntil(last, count)
    const years = Number(last.slice(0, 4)) - Number(months.first.slice(0, 4)) + 1
    return Array.from({ length: Math.min(years, mostYears) }, (_, at) =>
      String(Number(last.slice(0, 4)) - Math.min(years, mostYears) + 1 + at).padStart(4, '0'),
    )
  })
  const spent = createMemo(() => spentBy(inCurrency(), currency(), periods()))
  /** Everything, or what the column that was tapped stands for. */
  const only = () => (periods().includes(chosen() ?? '') ? chosen() : null)
  const shown = () => spent().filter(({ period }) => only() === null || period === only())
  const total = () => shown().reduce((sum, { minor }) => sum + minor, 0)
  const nameOf = (period: Period) => (period.length < 7 ? period : formatMonth(`${period}-15`, today()))
  const span = () => {
    const [first, last] = [periods()[0] ?? '', periods().at(-1) ?? '']
    const month = only()
    if (month !== null) return t('insights.shareIn', { period: nameOf(month) })
    return first === last
      ? t('insights.shareIn', { period: nameOf(last) })
      : t('insights.shareFromTo', { first: nameOf(first), last: nameOf(last) })
  }
  const ranges = () => [
    { value: '3', label: t('insights.months', { n: 3 }) },
    { value: '6', label: t('insights.months', { n: 6 }) },
    { value: '12', label: t('insights.months', { n: 12 }) },
    { value: 'all', label: t('insights.allTime') },
  ]
  const byTitle = () => [
    { value: '', label: t('home.all') },
    ...spending().map(bill => ({ value: bill.id as string, label: titleOf(bill) })),
  ]
  const notCounted = () => props.bills.filter(bill => bill.spending === undefined).length
  return (
    <>
      <div class="insights-head">
        <output>
          <span class="cap">{span()}</span>
          <Figure minor={total()} currency={currency()} />
        </output>
        <div class="choosers">
          <Show when={currencies().length > 1}>
            <Chooser
              label={t('settings.currency')}
              value={currency()}
              choices={currencies().map(code => ({ value: code, label: nameOfCurrency(code) }))}
              onChoose={setWanted}
            />
          </Show>
          <Show when={spending().length > 1}>
            <Chooser label={t('insights.bills')} value={billId()} choices={byTitle()} onChoose={setBillId} />
          </Show>
          <Chooser
            label={t('insights.range')}
            value={range()}
            choices={ranges()}
            onChoose={value => setRange(value as Range)}
          />
        </div>
      </div>
      <div class="lift">
        <div class="roll paper torn-top torn">
          <ByMonth
            spent={spent()}
            currency={currency()}
            nameOf={nameOf}
            only={only()}
            current={today().slice(0, periods()[0]?.length ?? 7)}
            onOnly={setChosen}
          />
          <div class="tear" aria-hidden="true" />
          <ByCategory sums={byCategory(shown())} currency={currency()} />
          <Show
            when={companionsIn(
              inCurrency(),
              currency(),
              shown().map(({ period }) => period),
            )}
          >
            {companions => (
              <Show when={companions().length > 0}>
                <div class="tear" aria-hidden="true" />
                <MostOften companions={companions()} currency={currency()} />
              </Show>
            )}
          </Show>
        </div>
      </div>
      <Show when={notCounted() > 0}>
        <p class="quiet-note">{t('insights.notCounted', { n: notCounted() })}</p>
      </Show>
    </>
  )
}

function lastMonth(bills: readonly Summary[]): string {
  return spentMonths(bills, '9999-12')?.last ?? ''
}
