/** Says how high the bar at the foot stands (`--bar-now`), so that nothing hides behind it where text is large. */
import { onCleanup, onMount } from 'solid-js'

/** A ref for the bar. */
export function createBarHeight(): (bar: HTMLElement) => void {
  let bar: HTMLElement | undefined
  onMount(() => {
    if (!bar) return
    const root = document.documentElement
    const observer = new ResizeObserver(() => {
      const height = bar?.offsetHeight ?? 0
      // A desktop shows no bar on some pages.
      if (height > 0) root.style.setProperty('--bar-now', `${height}px`)
      else root.style.removeProperty('--bar-now')
    })
    observer.observe(bar)
    onCleanup(() => {
      observer.disconnect()
      root.style.removeProperty('--bar-now')
    })
  })
  return element => {
    bar = element
  }
}
