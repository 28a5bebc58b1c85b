/** Tells in the message row that others have changed one's share since one last looked. Call it under an owner, on a page of the bill. */
import { useNavigate } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import { showMessage } from '../../components/messages.ts'
import { activityHref } from '../../components/summary.ts'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'

export function tellLook(open: OpenBill): void {
  const navigate = useNavigate()
  createEffect(
    on(open.lastLook.shareChange, change => {
      if (change === null) return
      const money = (minor: number) => formatAmount(locale(), minor, change.currency)
      showMessage({
        text: t('activity.shareWent', { before: money(change.beforeMinor), now: money(change.nowMinor) }),
        action: { label: t('activity.look'), run: () => navigate(activityHref(open.id)) },
      })
    }),
  )
}
