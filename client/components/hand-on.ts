/** A text for somebody else: through the platform's share sheet where there is one, else by the clipboard. */
export type HandedOn = 'shared' | 'copied' | 'not'

export async function handOn(text: string): Promise<HandedOn> {
  if (typeof navigator.share === 'function') {
    // A share sheet that is closed again rejects; nothing has to follow from that.
    await navigator.share({ text }).catch(() => undefined)
    return 'shared'
  }
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'not'
  }
}
