/** All keys, for whoever presses `?`. The list is DESIGN's map; each entry is what its listener does. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { Sheet } from './sheet.tsx'

/** What the key beside Space is called on the keyboards of this device. */
const command = /^(Mac|iP)/.test(navigator.platform) ? '⌘' : 'Ctrl'

const keys = [
  ['↑ ↓', 'keys.rows'],
  ['keys.space', 'keys.takeIt'],
  ['Enter', 'keys.open'],
  ['P', 'keys.partsOf'],
  ['E', 'keys.edit'],
  ['M', 'keys.menu'],
  ['keys.deleteKey', 'keys.remove'],
  ['Alt ↑ ↓', 'keys.reorder'],
  ['A', 'keys.addItem'],
  ['1 – 9', 'keys.pen'],
  ['S', 'keys.share'],
  ['N', 'keys.newBill'],
  ['/', 'keys.search'],
  [`${command} Z`, 'keys.undo'],
  [`${command} Shift Z`, 'keys.redo'],
  ['Esc', 'keys.close'],
  ['?', 'keys.help'],
] as const

export function KeysSheet(props: { readonly onClose: () => void }) {
  return (
    <Sheet title={t('keys.title')} onClose={props.onClose}>
      <dl class="keys-list">
        <For each={keys}>
          {([key, what]) => (
            <div>
              <dt>
                <kbd class="print">{key === 'keys.space' || key === 'keys.deleteKey' ? t(key) : key}</kbd>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          )}
        </For>
      </dl>
    </Sheet>
  )
}
