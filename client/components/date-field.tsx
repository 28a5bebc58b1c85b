/**
 * A day, written as everywhere ("Sat 15 Nov"), chosen with the device's own calendar: the native field lies over the words
 * and shows itself only to a keyboard, which types into it.
 */
import type { Day } from '../../crdt/domain/bill.ts'
import { dayOf, formatDay } from '../i18n/format.ts'

export function DateField(props: {
  readonly day: Day
  readonly label: string
  readonly onChange: (day: Day) => void
}) {
  return (
    <span class="date">
      <span class="date-words" aria-hidden="true">
        {formatDay(props.day, dayOf(new Date()))}
      </span>
      <input
        type="date"
        aria-label={props.label}
        min="1900-01-01"
        max="2199-12-31"
        value={props.day}
        onClick={event => {
          try {
            event.currentTarget.showPicker()
          } catch {
            // A browser without it, or one that opens the calendar by itself.
          }
        }}
        onChange={event => {
          const day = event.currentTarget.value
          if (/^\d{4}-\d{2}-\d{2}$/.test(day)) props.onChange(day)
        }}
      />
    </span>
  )
}
