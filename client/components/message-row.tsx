/**
 * Draws the message row above the register bar: one action, six seconds, which stand still while the row is touched
 * or focused. The region itself is always there, so that screen readers notice what comes into it. Whoever pressed its
 * key finds the focus again where they came from.
 */
import { createEffect, For, onCleanup, Show } from 'solid-js'
import { Avatar } from './avatar.tsx'
import { focusAgain } from './focus.ts'
import { actOnMessage, dismissMessage, type Message, message } from './messages.ts'

const visibleMs = 6_000
/** More do not fit beside the text on a phone. */
const shownFaces = 3

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
  /** The text around the name that stands out in it; all of it before where there is none. */
  const around = () => {
    const { text, name = '' } = props.message
    const at = name === '' ? text.length : text.indexOf(name)
    return at < 0
      ? { before: text, after: '' }
      : { before: text.slice(0, at), after: text.slice(at + name.length) }
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
      <Show when={props.message.faces}>
        {faces => (
          <span class="stack">
            <For each={faces().slice(0, shownFaces)}>{face => <Avatar face={face} size="s" silent />}</For>
          </span>
        )}
      </Show>
      <span class="grow">
        {around().before}
        <Show when={props.message.name}>{name => <b>{name()}</b>}</Show>
        {around().after}
      </span>
      <Show when={props.message.action}>
        {action => (
          <button type="button" class="act" onClick={actOnMessage}>
            {action().label}
          </button>
        )}
      </Show>
    </div>
  )
}
