/** A choice of currency: a key with the code, and a sheet with all of them that is searched by typing. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { currencyChoices, findCurrencies, nameOfCurrency } from '../i18n/currency-list.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { Sheet } from './sheet.tsx'

export function CurrencySelect(props: {
  readonly currency: CurrencyCode
  readonly label: string
  readonly onChoose: (currency: CurrencyCode) => void
}) {
  const [open, setOpen] = createSignal(false)
  const choose = (code: CurrencyCode) => {
    setOpen(false)
    if (code !== props.currency) props.onChoose(code)
  }
  return (
    <>
      <button
        type="button"
        class="v currency"
        aria-haspopup="dialog"
        aria-label={t('currency.chosen', { label: props.label, name: nameOfCurrency(props.currency) })}
        onClick={() => setOpen(true)}
      >
        {props.currency}
        <Icon name="chevron-down" small />
      </button>
      <Show when={open()}>
        <CurrencySheet
          currency={props.currency}
          label={props.label}
          onChoose={choose}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}

function CurrencySheet(props: {
  readonly currency: CurrencyCode
  readonly label: string
  readonly onChoose: (currency: CurrencyCode) => void
  readonly onClose: () => void
}) {
  const [typed, setTyped] = createSignal('')
  const choices = createMemo(() => currencyChoices(locale()))
  const found = createMemo(() => findCurrencies(choices(), typed()))
  /** Where fingers type, the keyboard would cover the ones most people want. */
  const hasKeyboard = matchMedia('(pointer: fine)').matches
  return (
    <Sheet title={props.label} onClose={props.onClose}>
      <div class="find">
        <input
          class="text"
          type="text"
          data-start={hasKeyboard ? '' : undefined}
          aria-label={t('currency.find')}
          placeholder={t('currency.findHint')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={event => setTyped(event.currentTarget.value)}
          onKeyDown={event => {
            const first = found()[0]
            if (event.key !== 'Enter' || !first || typed().trim() === '') return
            // The key that closes this must not press what gets the focus then.
            event.preventDefault()
            props.onChoose(first.code)
          }}
        />
      </div>
      <Show when={found().length > 0} fallback={<p class="quiet-note">{t('currency.none')}</p>}>
        <ul class="currencies" aria-label={props.label}>
          <For each={found()}>
            {(choice, index) => (
              <li
                classList={{
                  apart: typed() === '' && !choice.isCommon && (found()[index() - 1]?.isCommon ?? false),
                }}
              >
                <button
                  type="button"
                  class="option"
                  aria-pressed={choice.code === props.currency}
                  onClick={() => props.onChoose(choice.code)}
                >
                  <span class="print">{choice.code}</span>
                  <span class="m">{choice.name}</span>
                  <Show when={choice.code === props.currency}>
                    <Icon name="check" />
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Sheet>
  )
}
