/**
 * Where the focus goes when what had it leaves the page: never to nowhere, for a keyboard would start again at the top.
 * Reads the page only; nothing here remembers anything.
 */

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]'

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0
const isReachable = (element: HTMLElement): boolean => element.tabIndex >= 0 && isShown(element)

/** What Tab would reach after `element`, within its sheet if it is in one; null at the end. */
export function nextStop(element: HTMLElement): HTMLElement | null {
  const room = element.closest('dialog') ?? document.body
  const stops = Array.from(room.querySelectorAll<HTMLElement>(focusable)).filter(isReachable)
  return (
    stops.find(stop => {
      const place = element.compareDocumentPosition(stop)
      return (place & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !element.contains(stop)
    }) ?? null
  )
}

/** Goes on to the next stop; where there is none the focus leaves the element, as a field that is done does. */
export function focusNext(element: HTMLElement): void {
  const next = nextStop(element)
  if (next) next.focus()
  else element.blur()
}

/** Gives the focus to `wanted` if it is still there, else to the page's list of rows, else to its first stop; without a scroll. */
export function focusAgain(wanted: HTMLElement | null): void {
  if (wanted?.isConnected && wanted !== document.body && isShown(wanted)) {
    wanted.focus({ preventScroll: true })
    return
  }
  const main = document.querySelector<HTMLElement>('main')
  const stops = Array.from(
    main?.querySelectorAll<HTMLElement>(`[data-row][tabindex="0"], ${focusable}`) ?? [],
  )
  const row = stops.find(stop => stop.dataset.row !== undefined && isReachable(stop))
  ;(row ?? stops.find(isReachable))?.focus({ preventScroll: true })
}
