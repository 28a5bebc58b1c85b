/** How this one is divided becomes how the next ones are. */
import { createMemo, Show } from 'solid-js'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { stepsOf } from '../bill/steps.ts'
import type { ExpenseDraft } from './draft.ts'

export function SaveAsDefault(props: { readonly draft: ExpenseDraft }) {
  const open = useBill()
  const write = stepsOf(open)
  const wanted = createMemo(() => {
    const { split } = props.draft.expense()
    const mode = split.mode
    if (mode === 'equal') return { mode, values: Object.fromEntries(split.among.map(id => [id, 1])) }
    if (mode === 'parts') return { mode, values: split.parts }
    if (mode === 'percent') return { mode, values: split.percent }
    return null
  })
  const isDefault = () => JSON.stringify(sorted(wanted())) === JSON.stringify(sorted(open.bill.defaultSplit))
  const keep = () => {
    const before = open.bill.defaultSplit
    write.setDefaultSplit(wanted())
    showMessage({
      text: t('expense.defaultSaved'),
      action: { label: t('key.undo'), run: () => write.setDefaultSplit(before) },
    })
  }
  return (
    <Show when={wanted() !== null && Object.keys(wanted()?.values ?? {}).length > 0}>
      <Show when={!isDefault()} fallback={<p class="cap">{t('expense.isDefault')}</p>}>
        <Key kind="quiet" onPress={keep}>
          {t('expense.saveDefault')}
        </Key>
      </Show>
    </Show>
  )
}

function sorted(split: { readonly mode: string; readonly values: Readonly<Record<string, number>> } | null) {
  return split && [split.mode, ...Object.entries(split.values).sort(([a], [b]) => (a < b ? -1 : 1))]
}
