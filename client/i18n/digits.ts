/**
 * Typed and pasted text on its way to plain ASCII: any script's digits become 0 to 9, the many minus signs and
 * multiplication signs become `-` and `*`, marks nobody sees go away. What is left can be read by one grammar.
 */

/** The zero of each decimal script in use; its nine other digits follow it (Unicode, general category Nd). */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xaa50, 0xabf0,
]

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** ASCII digits and operators; `'` for every apostrophe that groups, `\u066b` kept as a certain decimal sign. */
export function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2019\u02bc\u2018\u066c`]/g, "'")
    .replace(/[\u2212\u2010-\u2015\ufe63]/g, '-')
    .replace(/[\u00d7\u2715\u00b7\u22c5\u2217]/g, '*')
    .replace(/\s/g, ' ')
    .replace(/\p{Nd}/gu, asciiDigit)
}
