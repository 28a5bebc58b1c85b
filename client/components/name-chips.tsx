/** Names to add with one tap each: those of people one knows already. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'

export function NameChips(props: {
  readonly label: string
  readonly names: readonly string[]
  readonly onChoose: (name: string) => void
}) {
  return (
    <fieldset class="chips">
      <legend class="cap">{props.label}</legend>
      <For each={props.names}>
        {name => (
          <button
            type="button"
            class="chip"
            aria-label={t('persons.addName', { name })}
            // The field beside may have the focus, and keeps it.
            onPointerDown={event => event.preventDefault()}
            onClick={() => props.onChoose(name)}
          >
            <Icon name="plus" small />
            <span class="ellipsis">{name}</span>
          </button>
        )}
      </For>
    </fieldset>
  )
}
