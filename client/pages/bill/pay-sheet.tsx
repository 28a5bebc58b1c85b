/**
 * How to pay somebody: the ways they can be paid in this currency, the chosen one's link or SEPA code, and everything to
 * copy where a service does not take it from the link. Nothing is marked paid by going there.
 */
import { createMemo, For, Show } from 'solid-js'
import { CopyRow } from '../../components/copy-row.tsx'
import { Key } from '../../components/key.tsx'
import { QrCode } from '../../components/qr-code.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { sepaCode } from '../../payments/epc-code.ts'
import type { Payable } from '../../payments/handles.ts'
import { type PayRequest, plainAmount } from '../../payments/request.ts'
import { PayLink } from './pay-link.tsx'

export function PaySheet(props: {
  readonly ways: readonly Payable[]
  readonly way: Payable
  readonly request: PayRequest
  /** What the receiver is called on the page. */
  readonly name: string
  /** Whose name stands on the account. */
  readonly holder: string
  readonly onChoose: (way: Payable) => void
  /** One went to pay. */
  readonly onGo: () => void
  /** Absent where one may not change the bill. */
  readonly onPaid?: (() => void) | undefined
  readonly onClose: () => void
}) {
  const isAccount = () => props.way.method.id === 'iban'
  const code = createMemo(() =>
    isAccount() ? sepaCode(props.way.handle, { ...props.request, name: props.holder }) : null,
  )
  const filled = () => {
    const { fillsAmount, fillsReason, name } = props.way.method
    if (fillsReason) return t('pay.fillsBoth', { method: name })
    return fillsAmount ? t('pay.fillsAmount', { method: name }) : ''
  }
  return (
    <Sheet
      title={t('pay.title', {
        name: props.name,
        amount: formatMoney(locale(), props.request.amountMinor, props.request.currency),
      })}
      onClose={props.onClose}
    >
      <Show when={props.ways.length > 1}>
        <ul aria-label={t('pay.ways')}>
          <For each={props.ways}>
            {way => (
              <li>
                <button
                  type="button"
                  class="option"
                  aria-pressed={way.method.id === props.way.method.id}
                  onClick={() => props.onChoose(way)}
                >
                  <b>{way.method.name}</b>
                  <span class="m soft ellipsis">{way.method.show(way.handle)}</span>
                  <Show when={way.method.id === props.way.method.id}>
                    <Icon name="check" />
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={code()}>
        {text => (
          <>
            <div class="qr-wrap">
              <QrCode text={text()} label={t('pay.code', { name: props.name })} />
            </div>
            <p class="note">{t('pay.codeNote')}</p>
          </>
        )}
      </Show>
      <Show when={isAccount() && code() === null}>
        <p class="note">{t('pay.noCode')}</p>
      </Show>
      <div class="copy-rows">
        <CopyRow
          label={props.way.method.name}
          value={props.way.method.show(props.way.handle)}
          plain={isAccount() ? props.way.handle : props.way.method.show(props.way.handle)}
        />
        <Show when={isAccount()}>
          <CopyRow label={t('pay.holder')} value={props.holder} />
        </Show>
        <CopyRow label={t('pay.amount')} value={plainAmount(props.request)} />
        <Show when={props.request.reason !== ''}>
          <CopyRow label={t('pay.reason')} value={props.request.reason} />
        </Show>
      </div>
      <Show when={filled()}>{words => <p class="note">{words()}</p>}</Show>
      <div class="sh-acts stays">
        <Show when={props.onPaid} fallback={<span />}>
          {onPaid => (
            <Key kind={isAccount() ? 'you' : 'plain'} onPress={onPaid()}>
              {t('settle.markPaid')}
            </Key>
          )}
        </Show>
        <PayLink way={props.way} request={props.request} kind="you" onGo={props.onGo}>
          {t('pay.open', { method: props.way.method.name })}
        </PayLink>
      </div>
    </Sheet>
  )
}
