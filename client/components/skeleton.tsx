/** Hatched bars in the places of text while a bill is read: seen only after 150 ms, which is longer than most take. */
import { For } from 'solid-js'

const rows = [
  { name: 'w1', takers: 1 },
  { name: 'w2', takers: 2 },
  { name: 'w3', takers: 3 },
  { name: 'w4', takers: 1 },
]

export function ReceiptSkeleton() {
  return (
    <ol class="skeleton" aria-hidden="true">
      <For each={rows}>
        {row => (
          <li class="item">
            <div class="item-btn">
              <span class="sk one" />
              <span class="sk-name">
                <span class={`sk ${row.name}`} />
                <span class="stack">
                  <For each={Array.from({ length: row.takers })}>{() => <span class="sk bit" />}</For>
                </span>
              </span>
              <span class="sk price" />
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}

/** People, as far as home knows how many they are. */
export function PensSkeleton(props: { readonly count: number }) {
  return (
    <div class="pens-row skeleton" aria-hidden="true">
      <div class="pens">
        <For each={Array.from({ length: Math.max(3, Math.min(props.count, 6)) })}>
          {() => (
            <span class="pen">
              <span class="who blank" />
              <span class="sk w5" />
              <span class="sk w6" />
            </span>
          )}
        </For>
      </div>
    </div>
  )
}

/** So many balances, in the room that they will take. */
export function BalancesSkeleton(props: { readonly count: number }) {
  return (
    <div aria-hidden="true">
      <ul class="balances waits">
        <For each={Array.from({ length: props.count })}>
          {() => (
            <li>
              <span class="dn">
                <span class="slot" />
                <span class="sk w2" />
              </span>
              <span class="dt" />
              <span class="amt">–</span>
            </li>
          )}
        </For>
      </ul>
      <p class="scale cap">&nbsp;</p>
    </div>
  )
}
