/** A line of the check as one sentence, for those who hear the bill rather than see it. Pure words. */
import type { CurrencyCode, Minor } from '../../../crdt/domain/bill.ts'
import { formatAmount, spokenMoney } from '../../i18n/format.ts'
import { list, t } from '../../i18n/text.ts'

/**
 * "Tagliatelle al ragù, 2, 28.00 euros, shared by you and Tom, your part 14.00". `takers` are names in reading
 * order, oneself as "you"; `ownMinor` is null for those who have no part.
 */
export function itemSentence(line: {
  readonly locale: string
  readonly currency: CurrencyCode
  readonly name: string
  readonly quantity: number
  readonly priceMinor: Minor
  readonly takers: readonly string[]
  readonly ownMinor: Minor | null
  /** It holds own changes that have not been sent. */
  readonly isWaiting: boolean
}): string {
  const { locale, currency, takers } = line
  const parts = [
    t('item.sentence', {
      name: line.name,
      quantity: line.quantity,
      price: spokenMoney(locale, line.priceMinor, currency),
    }),
  ]
  if (takers.length === 0) parts.push(t('item.sentenceFree'))
  else if (takers.length === 1) parts.push(t('item.sentenceTaken', { names: list(takers) }))
  else parts.push(t('item.sentenceShared', { names: list(takers) }))
  if (line.ownMinor !== null)
    parts.push(t('item.sentenceYou', { amount: formatAmount(locale, line.ownMinor, currency) }))
  if (line.isWaiting) parts.push(t('item.waiting'))
  return parts.join(', ')
}
