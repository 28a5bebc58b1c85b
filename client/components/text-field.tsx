/**
 * A line of text edited in place. What others write meanwhile is not typed over: the field shows the stored text
 * again once it is left. It is handed on when one leaves the field, presses Enter or puts the page away, if it changed;
 * with `keeps` also when one stops typing for a moment, so that a page that dies has lost nothing. Esc gives up;
 * with `escKeeps` it leaves the field with what is typed, for pages that store nothing before one saves: giving up is theirs.
 */
import { createSignal, onCleanup, onMount } from 'solid-js'
import { limits } from '../../crdt/domain/bill.ts'
import { focusNext } from './focus.ts'

/** Fingers rest this long between two words, rarely between two letters. */
const restMs = 700

export function TextField(props: {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly inPlace?: boolean
  readonly autofocus?: boolean
  /** The field takes the focus when its sheet opens. */
  readonly start?: boolean
  readonly autocomplete?: string
  /** Hands the text on while it is being typed, too. */
  readonly keeps?: boolean
  /** Esc leaves the field with what is typed. */
  readonly escKeeps?: boolean
  readonly onCommit: (text: string) => void
  readonly onEnter?: () => void
  readonly onType?: (text: string) => void
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  let input: HTMLInputElement | undefined
  let rest: ReturnType<typeof setTimeout> | undefined
  /** What stood there before one began to type. */
  let before = ''
  /** Hands on what is typed and lets it stand as it is. */
  const keep = () => {
    clearTimeout(rest)
    const text = draft()?.trim()
    if (text !== undefined && text !== props.value) props.onCommit(text)
  }
  const commit = () => {
    keep()
    setDraft(null)
  }
  const giveUp = () => {
    clearTimeout(rest)
    setDraft(null)
    if (props.keeps && before !== props.value) props.onCommit(before)
  }
  onMount(() => {
    if (props.autofocus) input?.focus()
    window.addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', keep)
  })
  onCleanup(() => {
    window.removeEventListener('pagehide', keep)
    document.removeEventListener('visibilitychange', keep)
    clearTimeout(rest)
  })
  return (
    <input
      ref={input}
      class="text"
      classList={{ 'in-place': props.inPlace ?? false }}
      type="text"
      aria-label={props.label}
      placeholder={props.hint ?? ''}
      maxLength={limits.nameLength}
      autocomplete={props.autocomplete ?? 'off'}
      data-start={props.start ? '' : undefined}
      enterkeyhint={props.onEnter ? 'next' : 'done'}
      value={draft() ?? props.value}
      onInput={event => {
        if (draft() === null) before = props.value
        clearTimeout(rest)
        if (props.keeps) rest = setTimeout(keep, restMs)
        setDraft(event.currentTarget.value)
        props.onType?.(event.currentTarget.value)
      }}
      onBlur={commit}
      onKeyDown={event => {
        if (event.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          commit()
          if (props.onEnter) props.onEnter()
          else focusNext(event.currentTarget)
        }
        if (event.key === 'Escape' && props.escKeeps) {
          event.preventDefault()
          event.stopPropagation()
          event.currentTarget.blur()
          return
        }
        if (event.key === 'Escape' && draft() !== null) {
          event.preventDefault()
          event.stopPropagation()
          giveUp()
        }
      }}
    />
  )
}
