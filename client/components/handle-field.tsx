/**
 * A payment handle as people paste it: read when one leaves the field or presses Enter, and shown in its plain form then.
 * What is no handle stays, with words under it; Esc brings back what stood there.
 */
import { createSignal, createUniqueId, Show } from 'solid-js'
import { limits } from '../../crdt/domain/bill.ts'
import { focusNext } from './focus.ts'

export function HandleField(props: {
  readonly label: string
  /** As it is shown at rest; empty where there is none. */
  readonly value: string
  readonly hint: string
  /** Why a text is refused. */
  readonly wrong: string
  readonly autocomplete?: string
  /** The handle in a text; null where there is none. */
  readonly read: (text: string) => string | null
  /** Gets the handle, or an empty text where the field was emptied. */
  readonly onCommit: (handle: string) => void
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  const [isWrong, setWrong] = createSignal(false)
  const labelId = createUniqueId()
  const wordsId = createUniqueId()
  const commit = (): boolean => {
    const text = draft()?.trim() ?? props.value
    if (text !== props.value) {
      const handle = text === '' ? '' : props.read(text)
      setWrong(handle === null)
      if (handle === null) return false
      props.onCommit(handle)
    }
    setDraft(null)
    return true
  }
  return (
    <div class="field">
      <span class="k" id={labelId}>
        {props.label}
      </span>
      <input
        class="text"
        type="text"
        aria-labelledby={labelId}
        aria-invalid={isWrong()}
        aria-describedby={isWrong() ? wordsId : undefined}
        placeholder={props.hint}
        maxLength={limits.nameLength}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="done"
        value={draft() ?? props.value}
        onInput={event => {
          setDraft(event.currentTarget.value)
          setWrong(false)
        }}
        onBlur={commit}
        onKeyDown={event => {
          if (event.isComposing) return
          if (event.key === 'Enter') {
            event.preventDefault()
            if (commit()) focusNext(event.currentTarget)
          }
          if (event.key === 'Escape' && draft() !== null) {
            event.preventDefault()
            event.stopPropagation()
            setWrong(false)
            setDraft(null)
          }
        }}
      />
      <Show when={isWrong()}>
        <span class="wrong" id={wordsId} role="alert">
          {props.wrong}
        </span>
      </Show>
    </div>
  )
}
