/** Search bills: a field whose Esc shows all of them again; Enter and the arrow go on to the first one found. */
import { Show } from 'solid-js'
import { limits } from '../../crdt/domain/bill.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { IconKey, Key } from './key.tsx'
import type { Search } from './search.ts'
import { hasSingleKeys } from './shortcuts.ts'

export function SearchField(props: {
  readonly search: Search
  /** Gives the focus to the first bill that is shown. */
  readonly onGo: () => void
  /** Esc in an empty field. */
  readonly onLeave?: () => void
}) {
  return (
    <search class="seek">
      <Icon name="search" />
      <input
        type="search"
        data-search
        aria-label={t('home.search')}
        placeholder={t('home.search')}
        maxLength={limits.nameLength}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="search"
        value={props.search.text()}
        onInput={event => props.search.type(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.isComposing) return
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            props.onGo()
          }
          if (event.key === 'Escape') {
            event.preventDefault()
            if (props.search.text() !== '') props.search.type('')
            else if (props.onLeave) props.onLeave()
            else event.currentTarget.blur()
          }
        }}
      />
      <span class="desk-only">
        <Show
          when={props.search.text() !== ''}
          fallback={
            <span class="print" aria-hidden="true">
              {hasSingleKeys() ? '/' : ''}
            </span>
          }
        >
          <IconKey icon="close" label={t('home.showAll')} onPress={() => props.search.type('')} />
        </Show>
      </span>
    </search>
  )
}

/** What came of it, where nothing did: in words, with the way back. */
export function NothingFound(props: { readonly search: Search; readonly onShowAll: () => void }) {
  return (
    <div class="quiet-note">
      <p>{t('home.notFound', { text: props.search.text().trim() })}</p>
      <Key kind="quiet" onPress={props.onShowAll}>
        {t('home.showAll')}
      </Key>
    </div>
  )
}

/** Bills that are too big to be searched as a whole from here, in words; nothing where there are none. */
export function SearchedInPart(props: { readonly search: Search; readonly count: number }) {
  return (
    <Show when={props.count > 0 && props.search.text().trim() !== ''}>
      <p class="quiet-note">{t('home.searchedInPart', { n: props.count })}</p>
    </Show>
  )
}

/** How many were found, for those who hear the page. */
export function FoundCount(props: { readonly search: Search; readonly count: number }) {
  return (
    <output class="vh">{props.search.text().trim() === '' ? '' : t('home.found', { n: props.count })}</output>
  )
}
