/**
 * Draws the message row above the register bar: one action, six seconds, which stand still while the row is touched
 * or focused. The region itself is always there, so that screen readers notice what comes into it.
 */
import { createEffect, onCleanup, Show } from 'solid-js'
import { dismissMessage, type Message, message } from './messages.ts'

const visibleMs = 6_000

export function MessageRow() {
  return (
    <div role="status">
      <Show when={message()} keyed>
        {shown => <Row message={shown} />}
      </Show>
    </div>
  )
}

function Row(props: { readonly message: Message }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const pause = () => clearTimeout(timer)
  const resume = () => {
    clearTimeout(timer)
    timer = setTimeout(dismissMessage, visibleMs)
  }
  createEffect(resume)
  onCleanup(pause)
  return (
    <div class="message" onPointerEnter={pause} onPointerLeave={resume} onFocusIn={pause} onFocusOut={resume}>
      <span class="grow">{props.message.text}</span>
      <Show when={props.message.action}>
        {action => (
          <button
            type="button"
            class="act"
            onClick={() => {
              const run = action().run
              dismissMessage()
              run()
            }}
          >
            {action().label}
          </button>
        )}
      </Show>
    </div>
  )
}
