/**
 * Columns of squares, four wide, stacked by category with the same one always at the same place from the base up. A column is a
 * key: it chooses its period, and says what it stands for. Up to six stand in a row on a phone, so that a finger meets one.
 */
import { For } from 'solid-js'
import type { Minor } from '../../crdt/domain/bill.ts'
import { formatShortMonth } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { inkOfCategory } from './category-words.ts'
import { squaresPath } from './month-columns.tsx'
import type { Period, Spent } from './spending.ts'
import { squaresOf } from './squares.ts'

const wide = 4
const square = 8
const step = 10

export function StackedColumns(props: {
  /** All the data in words. */
  readonly label: string
  readonly spent: readonly Spent[]
  readonly squareMinor: Minor
  readonly perUnit: number
  readonly only: Period | null
  /** This month, or this year. */
  readonly current: Period
  /** What a column says, with its sums. */
  readonly nameOf: (period: Period) => string
  readonly onChoose: (period: Period) => void
}) {
  const stackOf = (spent: Spent) => {
    let from = 0
    return spent.categories
      .filter(({ minor }) => minor > 0)
      .map(({ category, minor }) => {
        const count = squaresOf(minor, props.squareMinor)
        const part = { category, count, from }
        from += count
        return part
      })
  }
  const rowsOf = (spent: Spent) => Math.ceil(stackOf(spent).reduce((sum, { count }) => sum + count, 0) / wide)
  const height = () => Math.max(1, ...props.spent.map(rowsOf)) * step
  /** "413": whole units; the exact sum is in the label and in the table. */
  const round = (minor: Minor) =>
    new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(Math.round(minor / props.perUnit))
  return (
    <div class="stacks" classList={{ many: props.spent.length > 6 }}>
      <span class="vh" role="img" aria-label={props.label} />
      <For each={props.spent}>
        {spent => (
          <button
            type="button"
            class="stack-col"
            classList={{
              now: spent.period === props.current,
              dim: props.only !== null && props.only !== spent.period,
            }}
            aria-pressed={props.only === spent.period}
            aria-label={props.nameOf(spent.period)}
            onClick={() => props.onChoose(spent.period)}
          >
            <span class="print">{spent.minor === 0 ? '' : round(spent.minor)}</span>
            <svg
              class="pxc"
              width={wide * step - 2}
              height={Math.max(1, rowsOf(spent)) * step}
              viewBox={`0 0 ${wide * step - 2} ${Math.max(1, rowsOf(spent)) * step}`}
              aria-hidden="true"
              style={{ '--most': `${height()}px` }}
            >
              <For each={stackOf(spent)}>
                {part => (
                  <path
                    class={`c-${inkOfCategory(part.category)}`}
                    d={squaresPath(
                      part.count,
                      wide,
                      square,
                      step,
                      0,
                      Math.max(1, rowsOf(spent)) * step,
                      part.from,
                    )}
                  />
                )}
              </For>
            </svg>
            <span class="print">{formatShortMonth(spent.period)}</span>
          </button>
        )}
      </For>
    </div>
  )
}
