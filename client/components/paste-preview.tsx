/** What was read from pasted lines, to be corrected before it counts: tick, quantity, name, price. */
import { For } from 'solid-js'
import { createStore } from 'solid-js/store'
import { type CurrencyCode, limits } from '../../crdt/domain/bill.ts'
import type { ReceiptLine } from '../i18n/parse-lines.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import type { NewItem } from './add-item-line.tsx'
import { AmountField, amountWords } from './amount-field.tsx'
import { Key } from './key.tsx'
import { Sheet } from './sheet.tsx'
import { TextField } from './text-field.tsx'

export function PastePreview(props: {
  readonly lines: readonly ReceiptLine[]
  readonly currency: CurrencyCode
  readonly onAdd: (items: readonly NewItem[]) => void
  readonly onClose: () => void
}) {
  const [lines, setLines] = createStore(
    props.lines.map(line => ({ ...line, take: line.isItem && line.priceMinor !== null })),
  )
  const chosen = (): NewItem[] =>
    lines
      .filter(line => line.take)
      .map(({ name, quantity, priceMinor }) => ({ name, quantity, priceMinor: priceMinor ?? 0 }))
  return (
    <Sheet title={t('paste.title', { n: lines.length })} onClose={props.onClose}>
      <p class="note">{t('paste.body')}</p>
      <ol>
        <For each={lines}>
          {(line, index) => (
            <li>
              <div class="check-row" classList={{ off: !line.take }}>
                {/* biome-ignore lint/a11y/useSemanticElements: drawn in pixels; its role and state say what it is. */}
                <button
                  type="button"
                  role="checkbox"
                  class="tick"
                  aria-checked={line.take}
                  aria-label={t('paste.take', { n: index() + 1 })}
                  onClick={() => setLines(index(), 'take', take => !take)}
                >
                  <span>{line.take ? <Icon name="check" small /> : null}</span>
                </button>
                <input
                  class="text"
                  type="text"
                  inputMode="numeric"
                  aria-label={t('item.quantity')}
                  value={line.quantity}
                  onChange={event => {
                    const quantity = Math.trunc(Number(event.currentTarget.value))
                    if (quantity >= 1 && quantity <= limits.quantity) setLines(index(), 'quantity', quantity)
                    event.currentTarget.value = String(line.quantity)
                  }}
                />
                <TextField
                  value={line.name}
                  label={t('paste.line', { n: index() + 1 })}
                  onCommit={name => setLines(index(), 'name', name)}
                />
                <AmountField
                  minor={line.priceMinor}
                  currency={props.currency}
                  label={t('item.price')}
                  hint={t('item.price')}
                  optional
                  onCommit={priceMinor => setLines(index(), { priceMinor, problem: null, take: true })}
                />
              </div>
              {line.problem ? <p class="wrong">{amountWords(line.problem, props.currency)}</p> : null}
            </li>
          )}
        </For>
      </ol>
      <div class="sh-acts">
        <span class="sp" />
        <Key kind="you" off={chosen().length === 0} onPress={() => props.onAdd(chosen())}>
          {t('paste.add', { n: chosen().length })}
        </Key>
      </div>
    </Sheet>
  )
}
