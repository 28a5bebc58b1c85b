/** A person as a stepped square in their ink, with initials. Silent inside things that already say the name. */
import { Show } from 'solid-js'
import { type Face, initials, inkClass } from './face.ts'

export function Avatar(props: {
  readonly face: Face
  /** 22, 32 (unsaid), 44, 64 px. */
  readonly size?: 's' | 'l' | 'xl'
  readonly silent?: boolean
}) {
  const look = () => `who ${props.size ?? ''} ${inkClass(props.face.ink)}`
  return (
    <Show
      when={props.silent}
      fallback={
        <span class={look()} role="img" aria-label={props.face.name}>
          {props.face.initials ?? initials(props.face.name)}
        </span>
      }
    >
      <span class={look()} aria-hidden="true">
        {props.face.initials ?? initials(props.face.name)}
      </span>
    </Show>
  )
}
