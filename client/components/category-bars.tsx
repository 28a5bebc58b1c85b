/** Categories with a row of squares and the exact sum each: a list that is its own text. */
import { For } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { formatAmount } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { inkOfCategory, wordOfCategory } from './category-words.ts'
import type { CategorySum } from './spending.ts'
import { squaresOf } from './squares.ts'

export function CategoryBars(props: {
  readonly sums: readonly CategorySum[]
  readonly currency: CurrencyCode
  /** What a square is worth. */
  readonly squareMinor: Minor
  /** With a square of its ink before each name, where a chart above needs it. */
  readonly keyed?: boolean
}) {
  return (
    <ul class="bars" classList={{ keyed: props.keyed ?? false }}>
      <For each={props.sums}>
        {sum => (
          <li class={`c-${inkOfCategory(sum.category)}`}>
            <span class="sq" aria-hidden="true" />
            <span class="nm">{wordOfCategory(sum.category)}</span>
            <span
              class="bar-of"
              aria-hidden="true"
              style={{ '--n': sum.minor > 0 ? squaresOf(sum.minor, props.squareMinor) : 0 }}
            />
            <span class="amt">{formatAmount(locale(), sum.minor, props.currency)}</span>
          </li>
        )}
      </For>
    </ul>
  )
}
