/** A row that is on or off, with a line about what that means now. */
import { Show } from 'solid-js'
import { Icon } from '../icons/icon.tsx'
import type { IconName } from '../icons/paths.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'

export function SwitchRow(props: {
  readonly label: string
  readonly caption?: string
  readonly icon?: IconName
  /** Whom it is about. */
  readonly face?: Face
  /** The caption tells of something that does not add up. */
  readonly isWrong?: boolean
  readonly on: boolean
  readonly onToggle: () => void
}) {
  return (
    <button
      type="button"
      role="switch"
      class="switch-row"
      aria-checked={props.on}
      onClick={() => props.onToggle()}
    >
      <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
      <Show when={props.face}>{face => <Avatar face={face()} size="s" silent />}</Show>
      <span>
        <span class="m">{props.label}</span>
        <Show when={props.caption}>
          {caption => (
            <span class="cap" classList={{ owe: props.isWrong ?? false }}>
              {caption()}
            </span>
          )}
        </Show>
      </span>
      <span class="switch" aria-hidden="true">
        <i />
      </span>
    </button>
  )
}
