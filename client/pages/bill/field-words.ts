/** Fields of a record in words: what a field is called, and its value as people read it. Pure words. */
import type { ActivityChange } from '../../../crdt/document/changes.ts'
import type { Plain } from '../../../crdt/document/plain.ts'
import { isRate } from '../../../crdt/document/read-expenses.ts'
import type { Minor } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { dayOf, formatDay, formatPercent } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { formatRate } from '../../i18n/rate.ts'
import { t } from '../../i18n/text.ts'

/** What the values need to know of the bill. */
export interface ValueNames {
  /** What a person is called inside a sentence: "you", a name. */
  readonly person: (id: PersonId) => string
  /** An amount, in the currency of the record's entry. */
  readonly amount: (minor: Minor) => string
  /** What a category of an expense is called. */
  readonly category: (value: string) => string
}

const amounts: ReadonlySet<string> = new Set(['price', 'amount', 'printed', 'exact', 'adjust', 'paid'])
const modes = ['equal', 'parts', 'percent', 'exact', 'adjust', 'items'] as const
const kinds = ['tax', 'tip', 'service', 'fee', 'discount'] as const
const fields = [
  'name',
  'title',
  'price',
  'amount',
  'quantity',
  'byPortion',
  'date',
  'category',
  'note',
  'currency',
  'rate',
  'printed',
  'payer',
  'mode',
  'value',
  'kind',
  'included',
  'basis',
  'weight',
  'ink',
  'from',
  'to',
] as const

/** "price", "date"; nothing for a field that this build does not know. */
export function fieldName(field: string): string {
  const known = fields.find(name => name === field)
  return known === undefined ? '' : t(`activity.field.${known}`)
}

/** The value in words; empty where there was none, or none that says anything to people. */
export function valueWords(
  { field }: Pick<ActivityChange, 'field'>,
  value: Plain,
  names: ValueNames,
): string {
  if (value === null) return ''
  if (field === 'parts' && typeof value === 'number') return t('activity.parts', { n: value })
  if (typeof value === 'number') {
    if (amounts.has(field)) return names.amount(value)
    // Basis points; the format takes thousandths of a percent.
    if (field === 'percent') return formatPercent(locale(), value * 10)
    return field === 'ink' ? '' : String(value)
  }
  if (typeof value === 'boolean') return value ? t('activity.yes') : t('activity.no')
  switch (field) {
    case 'date':
      return formatDay(value, dayOf(new Date()))
    case 'payer':
    case 'from':
    case 'to':
    case 'mergedInto':
      return names.person(value as PersonId)
    case 'mode':
      return wordOf(modes, value, mode => t(`activity.mode.${mode}`))
    case 'kind':
      return wordOf(kinds, value, kind => t(`charge.${kind}`))
    case 'basis':
      return t('charge.afterTax')
    case 'value':
      return chargeValue(value, names)
    case 'rate':
      return rateWords(value)
    case 'category':
      return names.category(value)
    default:
      return value
  }
}

function wordOf<Word extends string>(
  words: readonly Word[],
  value: string,
  say: (word: Word) => string,
): string {
  const word = words.find(known => known === value)
  return word === undefined ? '' : say(word)
}

/** "percent 10000", "amount 500" as records have them. */
function chargeValue(value: string, names: ValueNames): string {
  const [type, digits] = value.split(' ')
  const number = Number(digits)
  if (!Number.isSafeInteger(number)) return ''
  return type === 'percent' ? formatPercent(locale(), number) : names.amount(number)
}

/** "9123 4" is 0.9123. */
function rateWords(text: string): string {
  const [value, exponent] = text.split(' ').map(Number)
  const pair = [value, exponent]
  return isRate(pair) ? formatRate(locale(), { value: pair[0], exponent: pair[1] }) : ''
}
