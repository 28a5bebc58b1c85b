/** A link pasted by hand: works on plain http too, where a page may not read the clipboard by itself. */
import { createSignal } from 'solid-js'
import { Key } from '../components/key.tsx'
import { Sheet } from '../components/sheet.tsx'
import { t } from '../i18n/text.ts'

export function PasteLink(props: { readonly onOpen: (text: string) => void; readonly onClose: () => void }) {
  const [text, setText] = createSignal('')
  const open = () => {
    if (text().trim() !== '') props.onOpen(text().trim())
  }
  return (
    <Sheet title={t('problem.pasteTitle')} onClose={props.onClose}>
      <div class="field">
        <input
          class="text"
          type="text"
          inputMode="url"
          data-start
          aria-label={t('problem.pasteTitle')}
          placeholder={t('problem.pasteHint')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={text()}
          onInput={event => setText(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') open()
          }}
        />
      </div>
      <div class="sh-acts">
        <span class="sp" />
        <Key kind="you" off={text().trim() === ''} onPress={open}>
          {t('problem.pasteOpen')}
        </Key>
      </div>
    </Sheet>
  )
}
