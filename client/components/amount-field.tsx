/** Amounts and percentages as fields: a sum such as `3*4.50` is allowed, a comma or a point, no guessing. */
import { type CurrencyCode, limits, type Minor } from '../../crdt/domain/bill.ts'
import { formatAmount, formatEditable, formatPercent } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { parseAmount, parsePercent } from '../i18n/parse.ts'
import { t } from '../i18n/text.ts'
import { amountWords } from './amount-words.ts'
import { type Read, ValueField } from './value-field.tsx'

interface FieldProps {
  readonly label: string
  readonly hint?: string
  readonly start?: boolean
  readonly autofocus?: boolean
  /** True: an empty field means "none", else it is told that an amount is missing. */
  readonly optional?: boolean
  readonly onEnter?: () => void
}

export function AmountField(
  props: FieldProps & {
    readonly minor: Minor | null
    readonly currency: CurrencyCode
    /** True: charges and printed totals, which have no direction of their own. */
    readonly unsigned?: boolean
    readonly onCommit: (minor: Minor | null) => void
    readonly onType?: (minor: Minor | null | undefined) => void
  },
) {
  const read = (text: string): Read => {
    const parsed = parseAmount(text, locale(), props.currency)
    if (parsed.ok) return { ok: true, value: props.unsigned ? Math.abs(parsed.minor) : parsed.minor }
    if (parsed.reason === 'empty' && props.optional) return { ok: true, value: null }
    return { ok: false, words: amountWords(parsed.reason, props.currency) }
  }
  return (
    <ValueField
      {...props}
      value={props.minor}
      show={minor => formatAmount(locale(), minor, props.currency)}
      edit={minor => formatEditable(locale(), minor, props.currency)}
      read={read}
    />
  )
}

export function PercentField(
  props: FieldProps & {
    readonly thousandths: number | null
    /** The finest step, in thousandths of a percent; finer ones are told, not rounded. */
    readonly step?: number
    readonly onCommit: (thousandths: number | null) => void
  },
) {
  const editable = (thousandths: number) => formatPercent(locale(), thousandths).replace(/\s?%$/, '')
  const read = (text: string): Read => {
    const parsed = parsePercent(text, locale(), limits.thousandths)
    if (parsed.ok && parsed.thousandths % (props.step ?? 1) !== 0)
      return { ok: false, words: t('percent.tooFine') }
    if (parsed.ok) return { ok: true, value: parsed.thousandths }
    if (parsed.reason === 'empty' && props.optional) return { ok: true, value: null }
    return {
      ok: false,
      words:
        parsed.reason === 'tooBig' ? t('percent.tooBig') : t('percent.wrong', { example: editable(12_500) }),
    }
  }
  return (
    <ValueField
      {...props}
      value={props.thousandths}
      show={thousandths => formatPercent(locale(), thousandths)}
      edit={editable}
      read={read}
    />
  )
}
