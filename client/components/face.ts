/** How a person looks in a small square: one of ten inks and one or two initials. Never a photo. */

/** What is needed to draw somebody. */
export interface Face {
  readonly name: string
  /** 1 to 10; anything else is brought into that range. */
  readonly ink: number
  /** Where the bill has somebody else who would look the same; else they follow from the name. */
  readonly initials?: string
}

const inks = 10

/** The class that carries a person's ink. */
export function inkClass(ink: number): string {
  const whole = Number.isFinite(ink) ? Math.trunc(ink) : 1
  return `p${((((whole - 1) % inks) + inks) % inks) + 1}`
}

/** Made once: that takes longer than a word. */
let segmenter: Intl.Segmenter | null = null

/** What a reader sees as one letter, where the browser can tell. */
function letters(word: string): string[] {
  if (typeof Intl.Segmenter === 'undefined') return Array.from(word)
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(word), part => part.segment)
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

/** What else a name can be cut to: its first letter with its last one, with any other one, with a digit. */
function otherInitials(name: string): string[] {
  const [first = '?', ...rest] = letters(name.replace(/\s+/g, ''))
  const seconds = [rest.at(-1) ?? '', ...rest.slice(1), '2', '3', '4', '5', '6', '7', '8', '9']
  return seconds.filter(second => second !== '').map(second => (first + second).toLocaleUpperCase())
}

/**
 * The initials of everybody on a bill, in the given order: no two people have both the same ink and the same initials
 * (up to nine namesakes an ink). Whoever comes first keeps the usual ones, so give an order that all devices share.
 */
export function initialsOnBill(
  people: readonly { readonly id: string; readonly name: string; readonly ink: number }[],
): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const result = new Map<string, string>()
  for (const { id, name, ink } of people) {
    const usual = initials(name)
    const isFree = (text: string) => !taken.has(`${inkClass(ink)} ${text}`)
    const chosen = isFree(usual) ? usual : (otherInitials(name).find(isFree) ?? usual)
    taken.add(`${inkClass(ink)} ${chosen}`)
    result.set(id, chosen)
  }
  return result
}
