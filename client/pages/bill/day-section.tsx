/** A day of a list of expenses: torn off from the one above it, its date, and its lines. */
import { type JSX, Show } from 'solid-js'
import type { Day } from '../../../crdt/domain/bill.ts'
import { formatDay } from '../../i18n/format.ts'

export function DaySection(props: {
  readonly day: Day
  readonly today: Day
  readonly isFirst: boolean
  /** Beside the date. */
  readonly total?: JSX.Element
  /** List items. */
  readonly children: JSX.Element
}) {
  return (
    <>
      <Show when={!props.isFirst}>
        <div class="tear" aria-hidden="true" />
      </Show>
      <section class="day" aria-label={formatDay(props.day, props.today)}>
        <div class="month">
          <h2>{formatDay(props.day, props.today)}</h2>
          {props.total}
        </div>
        <ul>{props.children}</ul>
      </section>
    </>
  )
}
