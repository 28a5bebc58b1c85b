/**
 * What was read from pasted lines, to be corrected before it counts: tick, quantity, name, price. Taxes, tips, fees and
 * discounts are told from dishes and come as charges; a total becomes the printed total that the sums are held against.
 */
import { createMemo, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import {
  type ChargeKind,
  type ChargeValue,
  type CurrencyCode,
  limits,
  type Minor,
} from '../../crdt/domain/bill.ts'
import type { ReceiptLine } from '../i18n/parse-lines.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import type { NewItem } from './add-item-line.tsx'
import { AmountField, PercentField } from './amount-field.tsx'
import { amountWords } from './amount-words.ts'
import { Key } from './key.tsx'
import { Sheet } from './sheet.tsx'
import { TextField } from './text-field.tsx'

/** What is ticked, as it will be written. */
export interface Pasted {
  readonly items: readonly NewItem[]
  readonly charges: readonly {
    readonly kind: ChargeKind
    readonly name: string
    readonly value: ChargeValue
    readonly included: boolean
  }[]
  readonly printedTotalMinor: Minor | null
}

/** Ticked from the start: dishes with a price, charges, and the first total. */
function isTaken(line: ReceiptLine, lines: readonly ReceiptLine[]): boolean {
  if (line.kind === 'charge') return true
  if (line.kind === 'total') return lines.find(other => other.kind === 'total') === line
  return line.kind === 'item' && line.priceMinor !== null
}

export function PastePreview(props: {
  readonly lines: readonly ReceiptLine[]
  readonly currency: CurrencyCode
  readonly onAdd: (pasted: Pasted) => void
  readonly onClose: () => void
}) {
  const [lines, setLines] = createStore(
    props.lines.map((line, _at, all) => ({ ...line, take: isTaken(line, all) })),
  )
  const ticked = createMemo(() => lines.filter(line => line.take))
  const chosen = (): Pasted => ({
    items: ticked()
      .filter(line => line.kind === 'item' || line.kind === 'other')
      .map(({ name, quantity, priceMinor }) => ({ name, quantity, priceMinor: priceMinor ?? 0 })),
    charges: ticked().flatMap(({ charge }) => (charge ? [{ ...charge, value: { ...charge.value } }] : [])),
    printedTotalMinor: ticked().findLast(line => line.kind === 'total')?.priceMinor ?? null,
  })
  /** One printed total only. */
  const toggle = (at: number) => {
    const line = lines[at]
    if (!line) return
    if (line.kind === 'total' && !line.take) setLines(other => other.kind === 'total', 'take', false)
    setLines(at, 'take', !line.take)
  }
  return (
    <Sheet title={t('paste.title')} onClose={props.onClose}>
      {close => (
        <>
          <p class="note">{t('paste.body')}</p>
          <ol>
            <For each={lines}>
              {(line, index) => (
                <li>
                  <div
                    class="check-row"
                    classList={{ off: !line.take, sum: line.kind !== 'item' && line.kind !== 'other' }}
                  >
                    {/* biome-ignore lint/a11y/useSemanticElements: drawn in pixels; its role and state say what it is. */}
                    <button
                      type="button"
                      role="checkbox"
                      class="tick"
                      aria-checked={line.take}
                      aria-label={t('paste.take', { n: index() + 1 })}
                      onClick={() => toggle(index())}
                    >
                      <span>{line.take ? <Icon name="check" small /> : null}</span>
                    </button>
                    <Show
                      when={line.kind === 'item' || line.kind === 'other'}
                      fallback={
                        <span class="cap">
                          {line.charge ? t(`charge.${line.charge.kind}`) : t('check.printed')}
                        </span>
                      }
                    >
                      <input
                        class="text"
                        type="text"
                        inputMode="numeric"
                        aria-label={t('item.quantity')}
                        value={line.quantity}
                        onChange={event => {
                          const quantity = Math.trunc(Number(event.currentTarget.value))
                          if (quantity >= 1 && quantity <= limits.quantity)
                            setLines(index(), 'quantity', quantity)
                          event.currentTarget.value = String(line.quantity)
                        }}
                      />
                      <TextField
                        value={line.name}
                        label={t('paste.line', { n: index() + 1 })}
                        onCommit={name => setLines(index(), 'name', name)}
                      />
                    </Show>
                    <Value
                      line={line}
                      currency={props.currency}
                      onPrice={priceMinor => setLines(index(), { priceMinor, problem: null, take: true })}
                      onCharge={value => {
                        if (line.charge) setLines(index(), { charge: { ...line.charge, value }, take: true })
                      }}
                    />
                  </div>
                  {line.problem ? <p class="wrong">{amountWords(line.problem, props.currency)}</p> : null}
                </li>
              )}
            </For>
          </ol>
          <div class="sh-acts">
            <span class="sp" />
            <Key kind="you" off={ticked().length === 0} onPress={() => close(() => props.onAdd(chosen()))}>
              {t('paste.add', { n: ticked().length })}
            </Key>
          </div>
        </>
      )}
    </Sheet>
  )
}

/** The price of a line, or what a charge comes to: an amount or a percentage, as the receipt has it. */
function Value(props: {
  readonly line: ReceiptLine
  readonly currency: CurrencyCode
  readonly onPrice: (minor: Minor | null) => void
  readonly onCharge: (value: ChargeValue) => void
}) {
  const rate = () => {
    const value = props.line.charge?.value
    return value?.type === 'percent' ? value.thousandths : null
  }
  const minor = () => {
    const value = props.line.charge?.value
    if (value === undefined) return props.line.priceMinor
    return value.type === 'amount' ? value.minor : null
  }
  return (
    <Show
      when={rate() === null}
      fallback={
        <PercentField
          thousandths={rate()}
          label={t('charge.value')}
          onCommit={thousandths => props.onCharge({ type: 'percent', thousandths: thousandths ?? 0 })}
        />
      }
    >
      <AmountField
        minor={minor()}
        currency={props.currency}
        label={props.line.charge ? t('charge.value') : t('item.price')}
        hint={t('item.price')}
        unsigned={props.line.charge !== null}
        optional
        onCommit={now =>
          props.line.charge ? props.onCharge({ type: 'amount', minor: now ?? 0 }) : props.onPrice(now)
        }
      />
    </Show>
  )
}
