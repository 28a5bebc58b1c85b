/** What can be done to a bill of the list, in words: what holding, swipes and keys do, and more. */
import { deviceWord } from '../i18n/device.ts'
import { t } from '../i18n/text.ts'
import { MenuEntry } from './menu-entry.tsx'
import { Sheet } from './sheet.tsx'
import { type Summary, titleOf } from './summary.ts'

export function BillMenu(props: {
  readonly bill: Summary
  readonly onArchive: () => void
  readonly onDuplicate: (withExpenses: boolean) => void
  readonly onDelete: () => void
  readonly onClose: () => void
}) {
  /** The sheet goes first: the message that follows stands on the page. */
  const then = (act: () => void) => () => {
    props.onClose()
    act()
  }
  return (
    <Sheet title={titleOf(props.bill)} onClose={props.onClose}>
      <MenuEntry
        icon="archive"
        label={props.bill.archived ? t('home.menu.unarchive') : t('home.menu.archive')}
        {...(props.bill.archived ? {} : { caption: t('home.menu.archiveNote') })}
        start
        onPress={then(props.onArchive)}
      />
      <MenuEntry
        icon="copy"
        label={t('home.menu.duplicate')}
        caption={t('home.menu.duplicateNote')}
        onPress={then(() => props.onDuplicate(false))}
      />
      <MenuEntry
        icon="copy"
        label={t('home.menu.duplicateAll')}
        onPress={then(() => props.onDuplicate(true))}
      />
      <MenuEntry
        icon="trash"
        label={t('home.menu.delete', { device: deviceWord() })}
        caption={t('home.menu.deleteNote')}
        key="Del"
        red
        onPress={then(props.onDelete)}
      />
    </Sheet>
  )
}
