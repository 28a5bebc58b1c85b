/** The rail of home: which bills to show, with how many there are. */
import { For } from 'solid-js'
import { type Standing, type Summary, standingOf } from '../components/summary.ts'
import { t } from '../i18n/text.ts'

export type Filter = 'all' | Extract<Standing, 'owe' | 'back' | 'settled'>

export function filtered<Bill extends Summary>(bills: readonly Bill[], filter: Filter): readonly Bill[] {
  return filter === 'all' ? bills : bills.filter(bill => standingOf(bill) === filter)
}

export function HomeFilters(props: {
  readonly bills: readonly Summary[]
  readonly filter: Filter
  readonly onChoose: (filter: Filter) => void
}) {
  const choices = (): readonly { readonly filter: Filter; readonly label: string }[] => [
    { filter: 'all', label: t('home.all') },
    { filter: 'owe', label: t('home.youOwe') },
    { filter: 'back', label: t('home.youGetBack') },
    { filter: 'settled', label: t('home.settled') },
  ]
  return (
    <fieldset aria-label={t('home.filter')}>
      <For each={choices()}>
        {choice => (
          <button
            type="button"
            class="fl"
            aria-pressed={props.filter === choice.filter}
            onClick={() => props.onChoose(choice.filter)}
          >
            <span>{choice.label}</span>
            <span>{filtered(props.bills, choice.filter).length}</span>
          </button>
        )}
      </For>
    </fieldset>
  )
}
