/**
 * Keeps what stands below a place where it is while something above it comes or goes: a slip that appears must not move
 * a row away from under a finger. The page is scrolled by what the place grew or shrank, before anything is painted, and
 * gets room below where it is too short to be scrolled.
 */
import { onCleanup, onMount } from 'solid-js'

/** While a bill opens, what appears may push: nobody has aimed at a row yet. */
const openingMs = 1_000

/** `place` holds what comes and goes; the page's `main` around it is what scrolls on a desktop, the window on a phone. */
export function keepSteady(place: () => HTMLElement | undefined): void {
  onMount(() => {
    const element = place()
    const main = element?.closest<HTMLElement>('.main')
    if (!element || !main) return
    const openedMs = performance.now()
    const heightOf = () => element.getBoundingClientRect().height
    let heightPx = heightOf()
    const watch = new MutationObserver(() => {
      const grownPx = heightOf() - heightPx
      heightPx += grownPx
      if (grownPx === 0 || performance.now() - openedMs < openingMs) return
      const scroller = scrollerOf(main)
      const wantedPx = Math.max(0, scroller.scrollTop + grownPx)
      const roomPx = Number.parseFloat(main.style.getPropertyValue('--room')) || 0
      const missingPx = wantedPx - (scroller.scrollHeight - scroller.clientHeight - roomPx)
      main.style.setProperty('--room', `${Math.max(0, missingPx)}px`)
      scroller.scrollTop = wantedPx
    })
    watch.observe(element, { childList: true, subtree: true, characterData: true })
    onCleanup(() => watch.disconnect())
  })
}

function scrollerOf(main: HTMLElement): Element {
  const isOwn = getComputedStyle(main).overflowY !== 'visible'
  return isOwn ? main : (document.scrollingElement ?? document.documentElement)
}
