/**
 * Text as it is looked for: without marks over letters, in lower case, letters that are one sign here and two there spelt
 * out. "Łukasz" is found by "lukasz", "Straße" by "strasse", "Crème brûlée" by "creme".
 */

/** Letters that Unicode does not take apart into a plain one and a mark. */
const spelt: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
}

export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħŧı]/g, letter => spelt[letter] ?? letter)
    .trim()
}
