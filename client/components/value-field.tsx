/**
 * A number as people type it: text is read when one leaves the field or presses Enter, and what cannot be read stays,
 * with words under it. The stored value is never replaced by something half typed. Enter goes on to what comes next.
 */
import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import { focusNext } from './focus.ts'

/** What a text says, or the words for why it says nothing. */
export type Read =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly words: string }

export function ValueField(props: {
  readonly value: number | null
  readonly label: string
  readonly hint?: string
  readonly start?: boolean
  readonly autofocus?: boolean
  /** The value at rest. */
  readonly show: (value: number) => string
  /** The value while one types. */
  readonly edit: (value: number) => string
  readonly read: (text: string) => Read
  readonly onCommit: (value: number | null) => void
  readonly onEnter?: () => void
  /** What the text says so far, at every key; undefined while it says nothing, or nothing is being typed. */
  readonly onType?: (value: number | null | undefined) => void
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  /** False while the draft is only the stored value as one types it: what others write meanwhile is not undone. */
  const [touched, setTouched] = createSignal(false)
  const [words, setWords] = createSignal<string | null>(null)
  const wordsId = createUniqueId()
  /** What was stored before one began to type, and what it became by that, where it is stored at every key. */
  let before: number | null = null
  let became: number | null | undefined
  let input: HTMLInputElement | undefined
  const text = () => {
    const typed = draft()
    if (typed !== null) return typed
    return props.value === null ? '' : props.show(props.value)
  }
  const commit = (): boolean => {
    const typed = draft()
    if (typed === null || !touched()) {
      setDraft(null)
      return true
    }
    const read = props.read(typed)
    if (!read.ok) {
      setWords(read.words)
      return false
    }
    setDraft(null)
    setTouched(false)
    setWords(null)
    props.onType?.(undefined)
    if (read.value !== props.value) props.onCommit(read.value)
    return true
  }
  /** Esc: the stored value stands again, and the focus stays where it was. */
  const giveUp = (field: HTMLInputElement) => {
    setTouched(false)
    setWords(null)
    // Only what one's own keys made of it is taken back, not what others wrote meanwhile.
    if (became !== undefined && props.value === became && before !== became) props.onCommit(before)
    setDraft(props.value === null ? '' : props.edit(props.value))
    props.onType?.(undefined)
    field.select()
  }
  onMount(() => {
    if (props.autofocus) input?.focus()
  })
  return (
    <span class="amount">
      <input
        ref={input}
        class="text"
        classList={{ zero: props.value === 0 && draft() === null }}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        enterkeyhint="done"
        maxLength={60}
        aria-label={props.label}
        aria-invalid={words() !== null}
        aria-describedby={words() === null ? undefined : wordsId}
        placeholder={props.hint ?? ''}
        data-start={props.start ? '' : undefined}
        value={text()}
        onFocus={event => {
          if (draft() === null && props.value !== null) setDraft(props.edit(props.value))
          event.currentTarget.select()
        }}
        onInput={event => {
          if (!touched()) {
            before = props.value
            became = undefined
          }
          setDraft(event.currentTarget.value)
          setTouched(true)
          const read = props.read(event.currentTarget.value)
          if (read.ok) setWords(null)
          const was = props.value
          props.onType?.(read.ok ? read.value : undefined)
          if (props.value !== was) became = props.value
        }}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            event.preventDefault()
            if (!commit()) return
            if (props.onEnter) props.onEnter()
            else focusNext(event.currentTarget)
          }
          if (event.key === 'Escape' && touched()) {
            event.preventDefault()
            event.stopPropagation()
            giveUp(event.currentTarget)
          }
        }}
      />
      <Show when={words()}>
        {shown => (
          <span class="wrong" id={wordsId} role="alert">
            {shown()}
          </span>
        )}
      </Show>
    </span>
  )
}
