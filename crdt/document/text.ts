/**
 * Text as it may stand in a bill.
 *
 * Promises: what comes out is well-formed (a lone surrogate would become U+FFFD on other phones and stay itself on
 * this one, so it becomes U+FFFD here too), holds no control characters and none of the marks that turn the reading
 * order of the text around it. Line breaks stay where they make sense, in notes. Reading and writing use the same
 * function, so that a well-behaved writer is never corrected by a reader.
 */

const loneSurrogates = /\p{Surrogate}/gu
const lineBreaks = /\r\n|[\r\u2028\u2029]/g
/** C0 but the line feed, C1, and the bidirectional embeddings, overrides and isolates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must go
const unwanted = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Text with nothing of it, as most is: one look instead of five. */
const plain = /^[ -~\u00a0-\u1fff]*$/

/** The text without what no bill needs; `lines` keeps line breaks, otherwise they become spaces. */
export function cleanText(text: string, lines: 'one' | 'many'): string {
  if (plain.test(text)) return text
  const clean = text
    .replace(loneSurrogates, '\ufffd')
    .replace(lineBreaks, '\n')
    .replaceAll('\t', ' ')
    .replace(unwanted, '')
  return lines === 'one' ? clean.replaceAll('\n', ' ') : clean
}

/** At most `length` UTF-16 units, never cut through a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
