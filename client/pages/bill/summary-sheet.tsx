/**
 * The text summary: how much to tell, the text as it will be sent, and the ways to hand it on: the platform's share
 * sheet where there is one, the clipboard, or the text selected for copying by hand.
 */
import { createMemo, createSignal, Show } from 'solid-js'
import { Key } from '../../components/key.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { dayOf } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { outlineOf } from './outline.ts'
import { type Level, levels, textSummary } from './text-summary.ts'

export function SummarySheet(props: { readonly onClose: () => void }) {
  const open = useBill()
  const [level, setLevel] = createSignal<Level>('payments')
  const [copied, setCopied] = createSignal<'no' | 'yes' | 'byHand'>('no')
  let field: HTMLTextAreaElement | undefined
  const text = createMemo(() =>
    textSummary(
      outlineOf(open.bill, ({ id }) => open.split(id), open.balances(), open.transfers(), locale()),
      level(),
      locale(),
      dayOf(new Date()),
    ),
  )
  const canSend = typeof navigator.share === 'function'
  const send = () => {
    // A share sheet that is closed again rejects; nothing has to follow from that.
    navigator.share({ text: text() }).catch(() => undefined)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setCopied('yes')
    } catch {
      field?.focus()
      field?.select()
      setCopied(document.execCommand('copy') ? 'yes' : 'byHand')
    }
  }
  return (
    <Sheet title={t('summary.title')} onClose={props.onClose}>
      <Segmented
        label={t('summary.level')}
        value={level()}
        choices={levels.map(value => ({ value, label: t(`summary.${value}`) }))}
        onChoose={value => {
          setLevel(value)
          setCopied('no')
        }}
      />
      <textarea
        ref={field}
        class="summary-text"
        readOnly
        dir="auto"
        aria-label={t('summary.text')}
        rows={Math.min(16, text().split('\n').length + 1)}
        value={text()}
      />
      <div class="share-acts">
        <Show when={canSend}>
          <Key kind="you" icon="share" onPress={send}>
            {t('summary.send')}
          </Key>
        </Show>
        <Key kind={canSend ? 'plain' : 'you'} icon={copied() === 'yes' ? 'check' : 'copy'} onPress={copy}>
          {copied() === 'yes' ? t('share.copied') : t('summary.copy')}
        </Key>
      </div>
      <p class="note" role="status">
        {copied() === 'byHand' ? t('summary.byHand') : ''}
      </p>
    </Sheet>
  )
}
