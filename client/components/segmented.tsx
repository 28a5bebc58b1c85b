/** A choice of a few, all in sight: a radio group whose chosen segment is filled with ink. */
import { For, Show } from 'solid-js'
import { Icon } from '../icons/icon.tsx'
import type { IconName } from '../icons/paths.ts'
import { chooseByArrow } from './roving.ts'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: IconName
}

export function Segmented<Value extends string>(props: {
  readonly label: string
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly onChoose: (value: Value) => void
}) {
  return (
    <div
      class="seg"
      classList={{ many: props.choices.length > 3 }}
      role="radiogroup"
      aria-label={props.label}
      onKeyDown={chooseByArrow}
    >
      <For each={props.choices}>
        {choice => (
          // biome-ignore lint/a11y/useSemanticElements: a segment is drawn as a key; its role and state say what it is.
          <button
            type="button"
            role="radio"
            aria-checked={props.value === choice.value}
            tabIndex={props.value === choice.value ? 0 : -1}
            onClick={() => props.onChoose(choice.value)}
          >
            <Show when={choice.icon}>{icon => <Icon name={icon()} />}</Show>
            {choice.label}
          </button>
        )}
      </For>
    </div>
  )
}
