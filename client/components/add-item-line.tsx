/**
 * The open line at the end of the check: name, then price. Enter prints the line and starts the next; "2 Tagliatelle
 * 28.00" in the name prints at once; a price such as `3*4.50` is three pieces. Several pasted lines are handed on
 * for a look before they count.
 *
 * What was typed is not lost: when the line closes, or one goes to another page, a complete line is printed and an
 * incomplete one is handed back as a draft, which the next open line starts with.
 */
import { createSignal, createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { type CurrencyCode, limits, type Minor } from '../../crdt/domain/bill.ts'
import { locale } from '../i18n/locale.ts'
import { parseAmount } from '../i18n/parse.ts'
import { parseLine, parseLines, type ReceiptLine } from '../i18n/parse-lines.ts'
import { t } from '../i18n/text.ts'
import { amountWords } from './amount-words.ts'
import { Key } from './key.tsx'

export interface NewItem {
  readonly name: string
  readonly quantity: number
  readonly priceMinor: Minor
}

/** A line on its way: both texts as typed. */
export interface Draft {
  readonly name: string
  readonly price: string
}

export const noDraft: Draft = { name: '', price: '' }

export function AddItemLine(props: {
  readonly currency: CurrencyCode
  readonly autofocus: boolean
  readonly draft: Draft
  /** What stays when the line closes; `noDraft` when nothing does. */
  readonly onDraft: (draft: Draft) => void
  readonly onAdd: (item: NewItem) => void
  readonly onPaste: (lines: readonly ReceiptLine[]) => void
  readonly onClose: () => void
}) {
  const [name, setName] = createSignal(props.draft.name)
  const [price, setPrice] = createSignal(props.draft.price)
  const [words, setWords] = createSignal<string | null>(null)
  const wordsId = createUniqueId()
  let nameField: HTMLInputElement | undefined
  let priceField: HTMLInputElement | undefined
  let isKept = false

  /** The line as it would print; null while it is incomplete, the words for its price where that cannot be read. */
  const line = (): { readonly item: NewItem | null; readonly words: string | null } => {
    const incomplete = { item: null, words: null }
    if (name().trim() === '') return incomplete
    const read = parseLine(name(), locale(), props.currency, false)
    if (price().trim() === '') {
      if (!read || read.priceMinor === null) return incomplete
      return { item: { name: read.name, quantity: read.quantity, priceMinor: read.priceMinor }, words: null }
    }
    const parsed = parseAmount(price(), locale(), props.currency)
    if (!parsed.ok) return { item: null, words: amountWords(parsed.reason, props.currency) }
    const counted = read !== null && read.priceMinor === null ? read : null
    const quantity = counted && counted.quantity > 1 ? counted.quantity : (parsed.pieces ?? 1)
    const item = {
      name: (counted?.name ?? name()).trim().slice(0, limits.nameLength),
      quantity: Math.min(quantity, limits.quantity),
      priceMinor: parsed.minor,
    }
    return { item, words: null }
  }
  const clear = () => {
    setName('')
    setPrice('')
    setWords(null)
  }
  /** Enter: a whole line prints and the next one starts, a name alone goes on to its price. */
  const enter = () => {
    const { item, words: wrong } = line()
    if (item) {
      props.onAdd(item)
      clear()
      nameField?.focus()
      nameField?.scrollIntoView({ block: 'nearest' })
      return
    }
    const isPriceMissing = name().trim() !== '' && document.activeElement === priceField
    setWords(wrong ?? (isPriceMissing ? amountWords('empty', props.currency) : null))
    if (name().trim() === '') nameField?.focus()
    else priceField?.focus()
  }
  /** Prints what is complete, hands back what is not. */
  const keep = () => {
    if (isKept) return
    isKept = true
    const { item } = line()
    if (item) props.onAdd(item)
    props.onDraft(item ? noDraft : { name: name(), price: price() })
  }
  /** Closes; a price that cannot be read is told first, and stays as a draft when one closes all the same. */
  const done = () => {
    const wrong = line().words
    if (wrong !== null && words() === null) {
      setWords(wrong)
      priceField?.focus()
      return
    }
    keep()
    props.onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      enter()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      done()
    }
  }
  /** The page goes: what is complete prints, as when one goes to another tab of the bill. */
  const leavePage = () => {
    const { item } = line()
    if (item === null) return
    props.onAdd(item)
    clear()
  }
  onCleanup(() => {
    window.removeEventListener('pagehide', leavePage)
    keep()
  })
  onMount(() => {
    window.addEventListener('pagehide', leavePage)
    if (props.autofocus) nameField?.focus()
  })

  return (
    <div class="add-form">
      <div class="pair">
        <input
          ref={nameField}
          class="text"
          type="text"
          data-add-item
          aria-label={t('item.name')}
          placeholder={t('item.nameHint')}
          autocomplete="off"
          enterkeyhint="next"
          maxLength={limits.nameLength + 60}
          value={name()}
          onInput={event => setName(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={event => {
            const text = event.clipboardData?.getData('text/plain') ?? ''
            if (!/[\r\n]./.test(text.trim())) return
            event.preventDefault()
            const lines = parseLines(text, locale(), props.currency)
            if (lines.length > 0) props.onPaste(lines)
          }}
        />
        <input
          ref={priceField}
          class="text price"
          type="text"
          inputMode="decimal"
          aria-label={t('item.price')}
          placeholder={t('item.price')}
          aria-invalid={words() !== null}
          aria-describedby={words() === null ? undefined : wordsId}
          autocomplete="off"
          enterkeyhint="next"
          maxLength={60}
          value={price()}
          onInput={event => {
            setPrice(event.currentTarget.value)
            setWords(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Show when={words()}>
        {shown => (
          <span class="wrong" id={wordsId} role="alert">
            {shown()}
          </span>
        )}
      </Show>
      <div class="acts">
        <Key small onPress={enter}>
          {t('key.add')}
        </Key>
        <span class="sp" />
        <Key small kind="quiet" onPress={done}>
          {t('key.done')}
        </Key>
      </div>
    </div>
  )
}
