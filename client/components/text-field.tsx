/**
 * A line of text edited in place. What others write meanwhile is not typed over: the field shows the stored text
 * again once it is left. It is handed on when one leaves the field or presses Enter, if it changed; Esc gives up.
 */
import { createSignal, onMount } from 'solid-js'
import { limits } from '../../crdt/domain/bill.ts'

export function TextField(props: {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly inPlace?: boolean
  readonly autofocus?: boolean
  /** The field takes the focus when its sheet opens. */
  readonly start?: boolean
  readonly autocomplete?: string
  readonly onCommit: (text: string) => void
  readonly onEnter?: () => void
  readonly onType?: (text: string) => void
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  let input: HTMLInputElement | undefined
  const commit = () => {
    const text = draft()?.trim()
    setDraft(null)
    if (text !== undefined && text !== props.value) props.onCommit(text)
  }
  onMount(() => {
    if (props.autofocus) input?.focus()
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
          else event.currentTarget.blur()
        }
        if (event.key === 'Escape' && draft() !== null) {
          event.preventDefault()
          event.stopPropagation()
          setDraft(null)
        }
      }}
    />
  )
}
