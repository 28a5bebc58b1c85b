/** One of several by the platform's own list: as many as there are, on a phone in the way it knows best. */
import { For } from 'solid-js'
import { Icon } from '../icons/icon.tsx'

export function Chooser(props: {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (value: string) => void
}) {
  return (
    <span class="chooser">
      <select aria-label={props.label} onChange={event => props.onChoose(event.currentTarget.value)}>
        <For each={props.choices}>
          {choice => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
      <Icon name="chevron-down" small />
    </span>
  )
}
