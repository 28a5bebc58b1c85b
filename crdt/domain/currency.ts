/**
 * ISO 4217: the currencies a bill can be in, and how many decimals each has.
 *
 * Data, typed in from the standard's list one (as of 2026). The codes without minor units (metals, units of account
 * such as XDR, test codes) are not money one pays a bill with and are left out. Codes withdrawn in the last years and
 * those of funds and accounting units (the Swiss WIR, the Chilean UF) are known, so that bills that have them can be
 * read and imported, but not offered.
 */
import type { CurrencyCode } from './bill.ts'

export interface Currency {
  readonly code: CurrencyCode
  /** Digits after the decimal point: 10^decimals minor units make one unit. */
  readonly decimals: number
}

const active: readonly [decimals: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
     COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
     INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
     MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
     STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]

/** Withdrawn, or of a fund: read, never offered. */
const notOffered: readonly [decimals: number, codes: string][] = [
  [0, 'UYI'],
  [2, 'ANG BGN BOV CHE CHW COU CUC HRK MXV SLL USN ZWL'],
  [4, 'CLF UYW'],
]

/** Every active currency that people pay with, by code. */
export const currencies: readonly Currency[] = active
  .flatMap(([decimals, codes]) => codes.split(/\s+/).map(code => ({ code, decimals })))
  .sort((one, other) => (one.code < other.code ? -1 : 1))

const decimalsByCode = new Map<CurrencyCode, number>([
  ...notOffered.flatMap(([decimals, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, decimals]),
  ),
  ...currencies.map(({ code, decimals }): [string, number] => [code, decimals]),
])

/** The currency's decimals (JPY 0, EUR 2, KWD 3); null for a code that ISO 4217 does not have. */
export function decimalsOf(code: CurrencyCode): number | null {
  return decimalsByCode.get(code) ?? null
}
