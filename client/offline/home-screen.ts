/**
 * Safari on iPhone and iPad clears what a page keeps after seven days without a visit, unless it is on the Home Screen. The
 * hint to put it there is shown once.
 */
const key = 'billington-home-screen-hint'

/** True in Safari on iOS, opened as a page and not from the Home Screen, when the hint was not shown yet. */
export function wantsHomeScreenHint(navigator: Navigator, local: () => Storage): boolean {
  // Only Safari on iOS has this property.
  const standalone = 'standalone' in navigator ? navigator.standalone : undefined
  if (standalone !== false) return false
  try {
    return local().getItem(key) === null
  } catch {
    return false
  }
}

/** It is on screen: not again. */
export function noteHomeScreenHint(local: () => Storage): void {
  try {
    local().setItem(key, 'shown')
  } catch {
    // Then it comes back at the next visit.
  }
}
