/**
 * The open line at the end of the check: name, then price. Enter prints the line and starts the next; "2 Tagliatelle
 * 28.00" in the name prints at once; a price such as `3*4.50` is three pieces. Several pasted lines are handed on
 * for a look before they count.
 */
import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import { type CurrencyCode, limits, type Minor } from '../../crdt/domain/bill.ts'
import { locale } from '../i18n/locale.ts'
import { parseAmount } from '../i18n/parse.ts'
import { parseLine, parseLines, type ReceiptLine } from '../i18n/parse-lines.ts'
import { t } from '../i18n/text.ts'
import { amountWords } from './amount-field.tsx'
import { Key } from './key.tsx'

export interface NewItem {
  readonly name: string
  readonly quantity: number
  readonly priceMinor: Minor
}

export function AddItemLine(props: {
  readonly currency: CurrencyCode
  readonly autofocus: boolean
  readonly onAdd: (item: NewItem) => void
  readonly onPaste: (lines: readonly ReceiptLine[]) => void
  readonly onClose: () => void
}) {
  const [name, setName] = createSignal('')
  const [price, setPrice] = createSignal('')
  const [words, setWords] = createSignal<string | null>(null)
  const wordsId = createUniqueId()
  let nameField: HTMLInputElement | undefined
  let priceField: HTMLInputElement | undefined

  const print = (item: NewItem) => {
    props.onAdd(item)
    setName('')
    setPrice('')
    setWords(null)
    nameField?.focus()
    nameField?.scrollIntoView({ block: 'nearest' })
  }
  /** Enter in the name: a whole line prints at once, a name alone goes on to its price. */
  const nameDone = () => {
    if (name().trim() === '') return
    const line = parseLine(name(), locale(), props.currency, false)
    if (line && line.priceMinor !== null && price().trim() === '') {
      print({ name: line.name, quantity: line.quantity, priceMinor: line.priceMinor })
    } else priceField?.focus()
  }
  const priceDone = () => {
    if (name().trim() === '') {
      nameField?.focus()
      return
    }
    const parsed = parseAmount(price(), locale(), props.currency)
    if (!parsed.ok) {
      setWords(amountWords(parsed.reason, props.currency))
      priceField?.focus()
      return
    }
    const line = parseLine(name(), locale(), props.currency, false)
    const counted = line !== null && line.priceMinor === null ? line : null
    const quantity = counted && counted.quantity > 1 ? counted.quantity : (parsed.pieces ?? 1)
    print({
      name: (counted?.name ?? name()).trim().slice(0, limits.nameLength),
      quantity: Math.min(quantity, limits.quantity),
      priceMinor: parsed.minor,
    })
  }
  const onKeyDown = (event: KeyboardEvent, done: () => void) => {
    if (event.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      done()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      props.onClose()
    }
  }
  onMount(() => {
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
          onKeyDown={event => onKeyDown(event, nameDone)}
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
          onKeyDown={event => onKeyDown(event, priceDone)}
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
        <Key small onPress={() => (price().trim() === '' ? nameDone() : priceDone())}>
          {t('key.add')}
        </Key>
        <span class="sp" />
        <Key small kind="quiet" onPress={() => props.onClose()}>
          {t('key.done')}
        </Key>
      </div>
    </div>
  )
}
