/**
 * A link on its way to be opened, inside the page: boot.js hands over what was pasted into the address bar, pages hand
 * over what was pasted into a field. It travels as an event and never through an address.
 */

/** A link's text as it came (only its secret part, or a whole address), and whether it was in a server's path. */
export interface Link {
  readonly text: string
  readonly leaked: boolean
}

const eventName = 'billington-link'

/** Opens a link that was pasted. */
export function handOverLink(link: Link): void {
  window.dispatchEvent(new CustomEvent(eventName, { detail: { fragment: link.text, leaked: link.leaked } }))
}

/** Calls back with every link handed over; gives the way to stop. */
export function onLink(callback: (link: Link) => void): () => void {
  const listen = (event: Event): void => {
    const { fragment, leaked } = (event as CustomEvent<{ fragment: string; leaked: boolean }>).detail
    callback({ text: fragment, leaked })
  }
  window.addEventListener(eventName, listen)
  return () => window.removeEventListener(eventName, listen)
}
