/** A rate being typed: it counts at every key, and what cannot be read stays with words under it. */
import { createSignal, createUniqueId, Show } from 'solid-js'
import { focusNext } from '../../components/focus.ts'

export function RateField(props: {
  readonly text: string
  readonly label: string
  /** Takes the text, or gives the words for why it cannot be read. */
  readonly onText: (text: string) => string | null
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  const [words, setWords] = createSignal<string | null>(null)
  const wordsId = createUniqueId()
  return (
    <span class="amount">
      <input
        class="text"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        enterkeyhint="done"
        maxLength={24}
        aria-label={props.label}
        aria-invalid={words() !== null}
        aria-describedby={words() === null ? undefined : wordsId}
        value={draft() ?? props.text}
        onFocus={event => event.currentTarget.select()}
        onInput={event => {
          setDraft(event.currentTarget.value)
          setWords(props.onText(event.currentTarget.value))
        }}
        onBlur={() => {
          if (words() === null) setDraft(null)
        }}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          focusNext(event.currentTarget)
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
