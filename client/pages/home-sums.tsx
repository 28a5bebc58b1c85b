/** What one owes and gets back, a sum per currency, and what one spent: the newest month, the five before it, its categories. */
import { createMemo, For, Show } from 'solid-js'
import { CategoryBars } from '../components/category-bars.tsx'
import { Figure } from '../components/figure.tsx'
import { columnWide, MonthColumns } from '../components/month-columns.tsx'
import { byCategory, monthsUntil, sharesIn, spentBy, spentMonths } from '../components/spending.ts'
import { squaresOf, squareUnits } from '../components/squares.ts'
import { type Summary, sumByCurrency } from '../components/summary.ts'
import { createWide } from '../components/wide.ts'
import { decimals, formatMoney, formatMonth, formatShortMonth, formatWhole } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { profile } from '../state/profile.ts'

const chartMonths = 6
const chartRows = 9

/** @param month today's, YYYY-MM */
export function HomeSums(props: { readonly bills: readonly Summary[]; readonly month: string }) {
  const owe = createMemo(() => sumByCurrency(props.bills, bill => Math.max(0, -bill.myBalanceMinor)))
  const back = createMemo(() => sumByCurrency(props.bills, bill => Math.max(0, bill.myBalanceMinor)))
  const zero = () => [{ currency: props.bills[0]?.currency ?? profile().currency, minor: 0 }]
  return (
    <>
      <dl class="sum" classList={{ several: owe().length > 1 || back().length > 1 }}>
        <div>
          <dt>{t('home.youOwe')}</dt>
          <dd classList={{ owe: owe().length > 0 }}>
            <For each={owe().length > 0 ? owe() : zero()}>
              {sum => <Figure minor={sum.minor} currency={sum.currency} />}
            </For>
          </dd>
        </div>
        <div>
          <dt>{t('home.youGetBack')}</dt>
          <dd classList={{ back: back().length > 0 }}>
            <For each={back().length > 0 ? back() : zero()}>
              {sum => <Figure minor={sum.minor} currency={sum.currency} />}
            </For>
          </dd>
        </div>
      </dl>
      <SpentLately bills={props.bills} month={props.month} />
    </>
  )
}

function SpentLately(props: { readonly bills: readonly Summary[]; readonly month: string }) {
  const wide = createWide()
  const newest = createMemo(() => spentMonths(props.bills, props.month)?.last)
  const sums = createMemo(() => sharesIn(props.bills, newest() ?? ''))
  /** Sums in several currencies do not fit one chart: it is of the one that most bills of the month are in. */
  const currency = () => sums()[0]?.currency ?? profile().currency
  const spent = createMemo(() =>
    spentBy(props.bills, currency(), monthsUntil(newest() ?? props.month, chartMonths)),
  )
  const perUnit = () => 10 ** decimals(currency())
  const units = () =>
    squareUnits(Math.max(0, ...spent().map(({ minor }) => minor)), perUnit(), chartRows * columnWide)
  const nameOf = (month: string) => formatMonth(`${month}-15`, `${props.month}-15`)
  const data = () =>
    spent()
      .map(({ period, minor }) => `${nameOf(period)} ${formatMoney(locale(), minor, currency())}`)
      .join(', ')
  const categories = () => byCategory(spent().slice(-1))
  return (
    <Show when={sums().length > 0 ? newest() : undefined} fallback={<div class="spend" />}>
      {month => (
        <>
          <figure class="spend">
            <figcaption>
              <span class="cap">{t('home.shareIn', { month: nameOf(month()) })}</span>
              <For each={sums()}>
                {sum => <span class="h2">{formatMoney(locale(), sum.minor, sum.currency)}</span>}
              </For>
              <a class="to-insights" href="/insights">
                {t('home.insights')}
              </a>
            </figcaption>
            <MonthColumns
              label={t('home.chart', { data: data() })}
              large={wide()}
              columns={spent().map(({ period, minor }) => ({
                label: formatShortMonth(period),
                squares: minor > 0 ? squaresOf(minor, units() * perUnit()) : 0,
              }))}
            />
          </figure>
          <Show when={wide() && categories().length > 0}>
            <section class="by-cat">
              <h2 class="h3">{t('home.byCategory', { month: nameOf(month()) })}</h2>
              <CategoryBars sums={categories()} currency={currency()} squareMinor={units() * perUnit()} />
              <p class="cap" aria-hidden="true">
                {t('chart.square', { amount: formatWhole(locale(), units(), currency()) })}
              </p>
            </section>
          </Show>
        </>
      )}
    </Show>
  )
}
