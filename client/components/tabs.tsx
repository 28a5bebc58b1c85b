/** The pages of a bill, as links: the browser's back key and a middle click work as everywhere. */
import { For } from 'solid-js'

export function Tabs(props: {
  readonly label: string
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
}) {
  return (
    <nav class="tabs" aria-label={props.label}>
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
