/** What one waits for while a bill is fetched: a network, the relay, or only a moment. */
import { t } from '../../i18n/text.ts'
import type { RelayState } from '../../state/open-bill.ts'

export function fetchingWords({ kind }: RelayState): string {
  if (kind === 'offline') return t('bill.fetchingOffline')
  return t(kind === 'unreachable' ? 'bill.fetchingUnreachable' : 'bill.fetching')
}
