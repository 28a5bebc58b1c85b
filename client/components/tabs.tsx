/**
 * The pages of a bill, as links: the browser's back key and a middle click work as everywhere. Where the row is wider than the
 * screen it scrolls, and the page one is on has its tab in sight.
 */
import { createEffect, For } from 'solid-js'

export function Tabs(props: {
  readonly label: string
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
}) {
  let nav: HTMLElement | undefined
  createEffect(() => {
    const at = props.tabs.findIndex(tab => tab.current)
    const link = nav?.querySelectorAll('a')[at]
    if (!nav || !link) return
    const beyondPx = link.getBoundingClientRect().right - nav.getBoundingClientRect().right
    const beforePx = link.getBoundingClientRect().left - nav.getBoundingClientRect().left
    if (beyondPx > 0) nav.scrollLeft += Math.ceil(beyondPx)
    else if (beforePx < 0) nav.scrollLeft += Math.floor(beforePx)
  })
  return (
    <nav class="tabs" aria-label={props.label} ref={nav}>
      <For each={props.tabs}>
        {tab => (
          <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
          </a>
        )}
      </For>
    </nav>
  )
}
