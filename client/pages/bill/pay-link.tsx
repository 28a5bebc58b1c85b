/**
 * The way out to a service that moves money: a link of its own tab that tells nothing of where one came from. Links of
 * apps ("upi:") open the app from this page. Where there is nothing to open it is not there.
 */
import { type JSX, Show } from 'solid-js'
import { Key } from '../../components/key.tsx'
import type { Payable } from '../../payments/handles.ts'
import type { PayRequest } from '../../payments/request.ts'

export function PayLink(props: {
  readonly way: Payable
  readonly request: PayRequest
  readonly kind: 'you' | 'plain'
  readonly class?: string
  readonly label?: string
  readonly onGo: () => void
  readonly children: JSX.Element
}) {
  return (
    <Show when={props.way.method.link(props.way.handle, props.request)}>
      {href => (
        <a
          class={`key ${props.kind} ${props.class ?? ''}`}
          href={href()}
          target={href().startsWith('https:') ? '_blank' : undefined}
          rel="noopener noreferrer"
          aria-label={props.label}
          onClick={() => props.onGo()}
        >
          {props.children}
        </a>
      )}
    </Show>
  )
}

/** Pay: goes out where there is a link, else opens the sheet with the code and what to copy. */
export function PayKey(props: {
  readonly way: Payable
  readonly request: PayRequest
  readonly kind: 'you' | 'plain'
  readonly label: string
  readonly onGo: () => void
  readonly onSheet: () => void
  readonly children: JSX.Element
}) {
  return (
    <Show
      when={props.way.method.link(props.way.handle, props.request) !== null}
      fallback={
        <Key kind={props.kind} class="grow" label={props.label} onPress={props.onSheet}>
          {props.children}
        </Key>
      }
    >
      <PayLink
        way={props.way}
        request={props.request}
        kind={props.kind}
        class="grow"
        label={props.label}
        onGo={props.onGo}
      >
        {props.children}
      </PayLink>
    </Show>
  )
}
