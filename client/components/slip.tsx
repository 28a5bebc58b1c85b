/** A slip under the tabs: pink for offline, relay and caution; plain for what one may not do. One at a time. */
import { type JSX, Show } from 'solid-js'
import { Icon } from '../icons/icon.tsx'
import type { IconName } from '../icons/paths.ts'
import { Key } from './key.tsx'

export function Slip(props: {
  readonly icon: IconName
  readonly title: string
  readonly plain?: boolean
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly children?: JSX.Element
}) {
  return (
    <div class="slip" classList={{ plain: props.plain ?? false }} role="status">
      <Icon name={props.icon} />
      <span>
        <b>{props.title}</b>
        {props.children}
      </span>
      <Show when={props.action}>
        {action => (
          <Key small onPress={() => action().run()}>
            {action().label}
          </Key>
        )}
      </Show>
    </div>
  )
}
