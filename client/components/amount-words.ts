/** Why a typed text is no amount, in words. */
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { decimals, formatEditable } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import type { AmountProblem } from '../i18n/parse.ts'
import { t } from '../i18n/text.ts'

/** With examples as this user would type them in this currency. */
export function amountWords(reason: AmountProblem, currency: CurrencyCode): string {
  const typed = (whole: number, half: boolean) => {
    const unit = 10 ** decimals(currency)
    return formatEditable(locale(), whole * unit + (half && unit > 1 ? unit / 2 : 0), currency)
  }
  switch (reason) {
    case 'tooManyDecimals':
      return t('amount.tooManyDecimals', { currency })
    case 'notAnAmount':
      return t('amount.notAnAmount', { example: typed(13, true), sum: `3*${typed(4, true)}` })
    case 'ambiguous':
      return t('amount.ambiguous', { large: typed(1234, true) })
    default:
      return t(`amount.${reason}`)
  }
}
