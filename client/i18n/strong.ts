/**
 * Words that stand out inside a sentence of the dictionary: names and values are put in marked, so that the sentence itself
 * says where they go. The marks are the isolates of bidirectional text, which no text of a bill can hold (document/text.ts).
 */
const start = '\u2068'
const end = '\u2069'

export function strong(text: string): string {
  return `${start}${text}${end}`
}

/** The sentence in pieces, in order. */
export function piecesOf(sentence: string): readonly { readonly text: string; readonly isStrong: boolean }[] {
  return sentence
    .split(/(\u2068[^\u2069]*\u2069)/)
    .filter(text => text !== '')
    .map(text =>
      text.startsWith(start) ? { text: text.slice(1, -1), isStrong: true } : { text, isStrong: false },
    )
}

/** The sentence for where nothing can stand out. */
export function withoutMarks(sentence: string): string {
  return sentence.replaceAll(start, '').replaceAll(end, '')
}
