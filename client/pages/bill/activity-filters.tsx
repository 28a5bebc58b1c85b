/** Which part of what was done to show: a radio group of chips. */
import { For } from 'solid-js'
import { t } from '../../i18n/text.ts'
import type { Filter } from './activity-lines.ts'

export function ActivityFilters(props: {
  readonly filter: Filter
  /** Several expenses: what is spent is more than items. */
  readonly isTrip: boolean
  readonly onChoose: (filter: Filter) => void
}) {
  const choices = (): readonly { readonly value: Filter; readonly label: string }[] => [
    { value: 'all', label: t('activity.all') },
    { value: 'items', label: props.isTrip ? t('activity.expenses') : t('activity.items') },
    { value: 'payments', label: t('activity.payments') },
    { value: 'people', label: t('activity.people') },
  ]
  return (
    <fieldset class="filters">
      <legend class="vh">{t('activity.show')}</legend>
      <For each={choices()}>
        {({ value, label }) => (
          <label class="filter">
            <input
              type="radio"
              name="activity-filter"
              value={value}
              checked={props.filter === value}
              onChange={() => props.onChoose(value)}
            />
            <span>{label}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
