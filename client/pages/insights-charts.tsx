/** The three parts of Insights. Each chart says its data in words, and can be shown as a table. */
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { Avatar } from '../components/avatar.tsx'
import { CategoryBars } from '../components/category-bars.tsx'
import { wordOfCategory } from '../components/category-words.ts'
import { Key } from '../components/key.tsx'
import type { CategorySum, CompanionSum, Period, Spent } from '../components/spending.ts'
import { squareUnits } from '../components/squares.ts'
import { StackedColumns } from '../components/stacked-columns.tsx'
import { decimals, formatAmount, formatMoney, formatWhole } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'

const mostBars = 13
const mostCompanions = 10

/** A part with its heading; what it is drawn as, or the same as a table. */
function Part(props: {
  readonly title: string
  readonly note: string
  readonly head: readonly string[]
  /** What it is about, what it is made of, then the figures. */
  readonly rows: readonly { readonly name: string; readonly of?: string; readonly cells: readonly string[] }[]
  readonly children: JSX.Element
}) {
  const [isTable, setTable] = createSignal(false)
  const title = createUniqueId()
  return (
    <section class="part" aria-labelledby={title}>
      <div class="part-head">
        <h2 class="h3" id={title}>
          {props.title}
        </h2>
        <span class="cap">{isTable() ? '' : props.note}</span>
      </div>
      <Show when={isTable()} fallback={props.children}>
        <table class="figures" aria-labelledby={title}>
          <thead>
            <tr>
              <For each={props.head}>{cell => <th scope="col">{cell}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {row => (
                <tr>
                  <th scope="row">
                    {row.name}
                    <Show when={row.of}>
                      <span class="cap">{row.of}</span>
                    </Show>
                  </th>
                  <For each={row.cells}>{cell => <td>{cell}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Key
        kind="quiet"
        small
        label={t(isTable() ? 'insights.asChartOf' : 'insights.asTableOf', { what: props.title })}
        onPress={() => setTable(!isTable())}
      >
        {t(isTable() ? 'insights.asChart' : 'insights.asTable')}
      </Key>
    </section>
  )
}

export function ByMonth(props: {
  readonly spent: readonly Spent[]
  readonly currency: CurrencyCode
  readonly nameOf: (period: Period) => string
  /** The period that the rest of the page is about; null: all of them. */
  readonly only: Period | null
  readonly current: Period
  readonly onOnly: (period: Period | null) => void
}) {
  const money = (minor: Minor) => formatMoney(locale(), minor, props.currency)
  const amount = (minor: Minor) => formatAmount(locale(), minor, props.currency)
  const perUnit = () => 10 ** decimals(props.currency)
  const units = createMemo(() =>
    squareUnits(Math.max(0, ...props.spent.map(({ minor }) => minor)), perUnit(), 9 * 4),
  )
  const isYears = () => (props.spent[0]?.period.length ?? 7) < 7
  const partsOf = (spent: Spent, written: (minor: Minor) => string) =>
    spent.categories.map(({ category, minor }) => `${wordOfCategory(category)} ${written(minor)}`).join(', ')
  /** Everything there is to see, in words. */
  const words = (spent: Spent) => {
    const parts = partsOf(spent, money)
    return `${props.nameOf(spent.period)} ${money(spent.minor)}${parts === '' ? '' : ` (${parts})`}`
  }
  return (
    <Part
      title={t(isYears() ? 'insights.byYear' : 'insights.byMonth')}
      note={t('chart.square', { amount: formatWhole(locale(), units(), props.currency) })}
      head={[t(isYears() ? 'insights.year' : 'insights.month'), t('insights.yourShare')]}
      rows={props.spent.map(spent => ({
        name: props.nameOf(spent.period),
        of: partsOf(spent, amount),
        cells: [amount(spent.minor)],
      }))}
    >
      <StackedColumns
        label={props.spent.map(words).join('; ')}
        spent={props.spent}
        squareMinor={units() * perUnit()}
        perUnit={perUnit()}
        only={props.only}
        current={props.current}
        nameOf={period => {
          const spent = props.spent.find(each => each.period === period)
          return spent ? words(spent) : period
        }}
        onChoose={period => props.onOnly(period === props.only ? null : period)}
      />
      <Show when={props.only}>
        {only => (
          <Key kind="quiet" small onPress={() => props.onOnly(null)}>
            {t('insights.onlyThis', { period: props.nameOf(only()) })}
          </Key>
        )}
      </Show>
    </Part>
  )
}

export function ByCategory(props: {
  readonly sums: readonly CategorySum[]
  readonly currency: CurrencyCode
}) {
  const perUnit = () => 10 ** decimals(props.currency)
  const units = createMemo(() =>
    squareUnits(Math.max(0, ...props.sums.map(({ minor }) => minor)), perUnit(), mostBars),
  )
  return (
    <Part
      title={t('insights.byCategory')}
      note={t('chart.square', { amount: formatWhole(locale(), units(), props.currency) })}
      head={[t('insights.categoryWord'), t('insights.yourShare')]}
      rows={props.sums.map(({ category, minor }) => ({
        name: wordOfCategory(category),
        cells: [formatAmount(locale(), minor, props.currency)],
      }))}
    >
      <Show when={props.sums.length > 0} fallback={<p class="cap">{t('insights.nothing')}</p>}>
        <CategoryBars keyed sums={props.sums} currency={props.currency} squareMinor={units() * perUnit()} />
      </Show>
    </Part>
  )
}

export function MostOften(props: {
  readonly companions: readonly CompanionSum[]
  readonly currency: CurrencyCode
}) {
  const shown = () => props.companions.slice(0, mostCompanions)
  const amount = (minor: Minor) => formatAmount(locale(), minor, props.currency)
  return (
    <Part
      title={t('insights.mostOften')}
      note={t('insights.sharedTotal')}
      head={[t('insights.person'), t('insights.bills'), t('insights.sharedTotal')]}
      rows={shown().map(({ face, bills, minor }) => ({
        name: face.name,
        cells: [String(bills), amount(minor)],
      }))}
    >
      <ul class="bars with">
        <For each={shown()}>
          {companion => (
            <li>
              <Avatar face={companion.face} size="s" silent />
              <span class="nm">{companion.face.name}</span>
              <span class="cap">{t('insights.billCount', { n: companion.bills })}</span>
              <span class="amt">{amount(companion.minor)}</span>
            </li>
          )}
        </For>
      </ul>
      <p class="cap">{t('insights.sharedNote')}</p>
    </Part>
  )
}
