/** A value to take elsewhere: a key copies it; where the browser can not, it is selected for copying by hand. */
import { createEffect, createSignal, createUniqueId, on } from 'solid-js'
import { t } from '../i18n/text.ts'
import { IconKey } from './key.tsx'

export function CopyRow(props: {
  readonly label: string
  readonly value: string
  /** What is copied, where that is not what is shown. */
  readonly plain?: string
}) {
  const [copied, setCopied] = createSignal<'no' | 'yes' | 'byHand'>('no')
  const labelId = createUniqueId()
  let field: HTMLInputElement | undefined
  // It was the other value that was copied.
  createEffect(
    on(
      () => props.value,
      () => setCopied('no'),
      { defer: true },
    ),
  )
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.plain ?? props.value)
      setCopied('yes')
    } catch {
      field?.focus()
      field?.select()
      setCopied(document.execCommand('copy') ? 'yes' : 'byHand')
    }
  }
  return (
    <div class="copy-row">
      <span class="cap" id={labelId}>
        {props.label}
      </span>
      <input
        ref={field}
        type="text"
        readOnly
        aria-labelledby={labelId}
        value={props.value}
        onFocus={event => event.currentTarget.select()}
      />
      <IconKey
        icon={copied() === 'yes' ? 'check' : 'copy'}
        label={t('pay.copy', { what: props.label })}
        onPress={copy}
      />
      <span class="note" role="status">
        {copied() === 'yes' ? t('pay.copied', { what: props.label }) : ''}
        {copied() === 'byHand' ? t('pay.copyByHand') : ''}
      </span>
    </div>
  )
}
