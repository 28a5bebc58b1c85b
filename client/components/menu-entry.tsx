/** One entry of a row's menu: an icon, what it does in words, and the key that does the same. */
import { Show } from 'solid-js'
import { Icon } from '../icons/icon.tsx'
import type { IconName } from '../icons/paths.ts'

export function MenuEntry(props: {
  readonly icon: IconName
  readonly label: string
  readonly caption?: string
  /** Shown where there are keys. */
  readonly key?: string
  readonly start?: boolean
  readonly red?: boolean
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      class="set-row"
      classList={{ red: props.red ?? false }}
      data-start={props.start ? '' : undefined}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
      <span>
        <span class="m">{props.label}</span>
        <Show when={props.caption}>
          {caption => (
            <>
              <br />
              <span class="cap">{caption()}</span>
            </>
          )}
        </Show>
      </span>
      <Show when={props.key}>
        {key => (
          <span class="print" aria-hidden="true">
            {key()}
          </span>
        )}
      </Show>
    </button>
  )
}
