/** Printed lines that add up to a total: a name, how it came about, the amount. A line may lead further. */
import { For, Show } from 'solid-js'

export interface ExplainRow {
  readonly key: string
  readonly name: string
  readonly caption: string
  readonly amount: string
  readonly onOpen?: () => void
}

export function ExplainLines(props: {
  readonly rows: readonly ExplainRow[]
  readonly label: string
  readonly total: string
}) {
  return (
    <div class="explain">
      <ul>
        <For each={props.rows}>
          {row => (
            <li>
              <Show
                when={row.onOpen}
                fallback={
                  <div class="line">
                    <Words row={row} />
                  </div>
                }
              >
                <button type="button" class="line" onClick={() => row.onOpen?.()}>
                  <Words row={row} />
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <div class="sum-row tot">
        <span>{props.label}</span>
        <span class="amt">{props.total}</span>
      </div>
    </div>
  )
}

function Words(props: { readonly row: ExplainRow }) {
  return (
    <>
      <span class="grow">
        <span class="nm whole">{props.row.name}</span>
        <Show when={props.row.caption}>
          <span class="sub">{props.row.caption}</span>
        </Show>
      </span>
      <span class="amt">{props.row.amount}</span>
    </>
  )
}
