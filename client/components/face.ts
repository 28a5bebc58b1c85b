/** How a person looks in a small square: one of ten inks and one or two initials. Never a photo. */

/** What is needed to draw somebody. */
export interface Face {
  readonly name: string
  /** 1 to 10; anything else is brought into that range. */
  readonly ink: number
}

const inks = 10

/** The class that carries a person's ink. */
export function inkClass(ink: number): string {
  const whole = Number.isFinite(ink) ? Math.trunc(ink) : 1
  return `p${((((whole - 1) % inks) + inks) % inks) + 1}`
}

/** What a reader sees as one letter, where the browser can tell. */
function letters(word: string): string[] {
  if (typeof Intl.Segmenter === 'undefined') return Array.from(word)
  return Array.from(new Intl.Segmenter().segment(word), part => part.segment)
}

/** "Maya" is MA, "Ana Lima" is AL, "Bo" is BO; a question mark for no name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = letters(words[0] ?? '')
  const last = words.length > 1 ? letters(words.at(-1) ?? '') : []
  const two = last[0] === undefined ? first.slice(0, 2) : [first[0], last[0]]
  const text = two.join('').toLocaleUpperCase()
  return text === '' ? '?' : text
}
