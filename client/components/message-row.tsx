/**
 * Draws the message row above the register bar: one action, six seconds, which stand still while the row is touched
 * or focused. The region itself is always there, so that screen readers notice what comes into it. Whoever pressed its
 * key finds the focus again where they came from.
 */
import { createEffect, onCleanup, Show } from 'solid-js'
import { focusAgain } from './focus.ts'
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
  let row: HTMLDivElement | undefined
  let cameFrom: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const pause = () => clearTimeout(timer)
  const resume = () => {
    clearTimeout(timer)
    timer = setTimeout(dismissMessage, visibleMs)
  }
  createEffect(resume)
  onCleanup(() => {
    pause()
    if (!row?.contains(document.activeElement)) return
    const back = cameFrom
    // The row is still on the page here; once it is gone, what its key brought back is there too.
    queueMicrotask(() => focusAgain(back))
  })
  return (
    <div
      ref={row}
      class="message"
      onPointerEnter={pause}
      onPointerLeave={resume}
      onFocusIn={event => {
        pause()
        const from = event.relatedTarget
        if (from instanceof HTMLElement && !row?.contains(from)) cameFrom = from
      }}
      onFocusOut={resume}
    >
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
