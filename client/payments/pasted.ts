/**
 * A handle out of what people paste: a bare name, a name with its mark ("@maya"), or an address of the service, with or
 * without https, with an amount behind it or not. An address of anybody else, another scheme, a user part or a port is
 * no handle: what comes out of here is put behind the service's own host and nowhere else.
 */

/** Longer text is no handle. */
export const maxPasted = 300

/**
 * The name in `typed`, unchecked but for where it stood; null where it stood with somebody else.
 * @param places the service's own addresses up to the name, lower case without a scheme: "paypal.me/"
 * @param marks characters that may stand before a name
 */
export function pastedName(typed: string, places: readonly string[], marks = '@'): string | null {
  const text = typed.trim()
  if (text.length > maxPasted) return null
  const address = text.replace(/^https?:\/\//i, '').replace(/^www\./i, '')
  const place = places.find(each => address.toLowerCase().startsWith(each))
  if (place === undefined) {
    if (/[/\\:?#%]/.test(text)) return null
    return withoutMark(text, marks)
  }
  const [name = ''] = address.slice(place.length).split(/[/?#]/)
  return withoutMark(name, marks)
}

/** A parameter of an address that begins with `place`, as `pastedName` reads it; null where it is another address. */
export function pastedParameter(typed: string, place: string, key: string): string | null {
  const text = typed.trim()
  if (text.length > maxPasted || !text.toLowerCase().startsWith(place)) return null
  return new URLSearchParams(text.slice(text.indexOf('?') + 1)).get(key)
}

function withoutMark(name: string, marks: string): string {
  return name !== '' && marks.includes(name[0] ?? '') ? name.slice(1) : name
}
