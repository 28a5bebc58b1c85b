/**
 * A key: the button of this app. `you` is the next move (at most one a region), `plain`, `quiet` (underlined) and
 * `red` (destructive). Busy keeps the label and lets three pixels march; off takes the shadow away.
 */
import { type JSX, Show } from 'solid-js'
import { Icon } from '../icons/icon.tsx'
import type { IconName } from '../icons/paths.ts'

export function Key(props: {
  readonly kind?: 'you' | 'plain' | 'quiet' | 'red' | 'quiet red'
  readonly icon?: IconName
  readonly small?: boolean
  readonly wide?: boolean
  readonly off?: boolean
  readonly busy?: boolean
  readonly class?: string
  readonly submit?: boolean
  /** What it is called where several keys look alike; begins with what stands on it. */
  readonly label?: string
  readonly onPress?: () => void
  readonly children: JSX.Element
}) {
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={`key ${props.kind ?? 'plain'} ${props.class ?? ''}`}
      classList={{ sm: props.small ?? false, wide: props.wide ?? false }}
      disabled={props.off ?? false}
      aria-label={props.label}
      aria-busy={props.busy ?? false}
      onClick={() => {
        if (!props.busy) props.onPress?.()
      }}
    >
      <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
      {props.children}
      <Show when={props.busy}>
        <span class="march" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </Show>
    </button>
  )
}

/** A key that is only an icon; its label is what it is called. */
export function IconKey(props: {
  readonly icon: IconName
  readonly label: string
  readonly class?: string
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      class={`icon-key ${props.class ?? ''}`}
      aria-label={props.label}
      title={props.label}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  )
}

/** The same as a link, for going somewhere. */
export function IconLink(props: {
  readonly icon: IconName
  readonly label: string
  readonly class?: string
  readonly href: string
}) {
  return (
    <a class={`icon-key ${props.class ?? ''}`} href={props.href} aria-label={props.label} title={props.label}>
      <Icon name={props.icon} />
    </a>
  )
}
