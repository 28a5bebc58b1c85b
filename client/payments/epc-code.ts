/**
 * The text of a SEPA credit transfer code (EPC069-12, "Quick Response code: guidelines to enable the data capture for the
 * initiation of a SEPA credit transfer"), version 002: banking apps read it and fill in the transfer.
 *
 * Lines end with LF, the last one with nothing, and what is empty at the end is left out. At most 331 bytes, which is what
 * a code of version 13 with error level M holds: a reason that does not fit is cut, then the name.
 */
import { isOfEconomicArea, readIban } from './iban.ts'
import { oneLine, type PayRequest, plainAmount } from './request.ts'

/** The bounds of EPC069-12, in characters where not said otherwise. */
export const epcLimits = {
  name: 70,
  remittance: 140,
  information: 70,
  bytes: 331,
  /** In cents: 999 999 999.99 euros. */
  amountMinor: 99_999_999_999,
} as const

export interface Transfer {
  readonly iban: string
  /** Whose account it is; must not be empty. */
  readonly name: string
  readonly amountMinor: number
  /** What it is for, unstructured. */
  readonly remittance: string
  /** Needed only for accounts outside the European Economic Area. */
  readonly bic?: string
  /** A purpose of ISO 20022, four letters. */
  readonly purpose?: string
  /** To the one who pays; not sent. */
  readonly information?: string
}

export type EpcProblem = 'iban' | 'bic' | 'name' | 'amount' | 'purpose'
export type EpcCode =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: EpcProblem }

export function epcCode(transfer: Transfer): EpcCode {
  const iban = readIban(transfer.iban)
  const bic = transfer.bic ?? ''
  const purpose = transfer.purpose ?? ''
  const { amountMinor } = transfer
  const isAmount =
    Number.isSafeInteger(amountMinor) && amountMinor >= 1 && amountMinor <= epcLimits.amountMinor
  if (iban === null) return { ok: false, reason: 'iban' }
  if (!(bic === '' ? isOfEconomicArea(iban) : /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)))
    return { ok: false, reason: 'bic' }
  if (!isAmount) return { ok: false, reason: 'amount' }
  if (!/^([A-Z]{4})?$/.test(purpose)) return { ok: false, reason: 'purpose' }
  const amount = `EUR${plainAmount({ amountMinor, currency: 'EUR' })}`
  const information = oneLine(transfer.information ?? '', epcLimits.information)
  const compose = (name: string, remittance: string) =>
    ['BCD', '002', '1', 'SCT', bic, name, iban, amount, purpose, '', remittance, information]
      .join('\n')
      .replace(/\n+$/, '')
  let name = oneLine(transfer.name, epcLimits.name)
  let remittance = oneLine(transfer.remittance, epcLimits.remittance)
  while (bytesOf(compose(name, remittance)) > epcLimits.bytes && remittance !== '')
    remittance = shorter(remittance)
  while (bytesOf(compose(name, remittance)) > epcLimits.bytes && name !== '') name = shorter(name)
  return name === '' ? { ok: false, reason: 'name' } : { ok: true, text: compose(name, remittance) }
}

/** The code for a request by IBAN; null where there is none: not in euros, or an account that needs a BIC. */
export function sepaCode(iban: string, request: PayRequest): string | null {
  if (request.currency !== 'EUR') return null
  const { name, amountMinor, reason } = request
  const code = epcCode({ iban, name, amountMinor, remittance: reason })
  return code.ok ? code.text : null
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
const shorter = (text: string): string => Array.from(text).slice(0, -1).join('').trimEnd()
