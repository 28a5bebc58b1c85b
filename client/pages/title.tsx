/** Sets the title of the browser's tab for as long as a page lives. */
import { createEffect } from 'solid-js'
import { t } from '../i18n/text.ts'

export function Title(props: { readonly page: string }) {
  createEffect(() => {
    document.title = t('app.title', { page: props.page })
  })
  return null
}
