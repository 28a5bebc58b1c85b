/**
 * Who is ahead and who owes: a diverging bar of squares around an axis, the number with its sign, oneself marked. A
 * square is a fixed sum, printed below, so that a cent looks like little and a hundred like much.
 */
import { createMemo, For, Show } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { decimals, formatSigned, formatWhole } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'
import { squaresOf, squareUnits } from './squares.ts'

export interface BalanceRow {
  readonly key: string
  readonly name: string
  /** Null for "nobody yet". */
  readonly face: Face | null
  /** "left", "removed": why somebody stands here who is not on the bill. */
  readonly note: string
  readonly minor: Minor
  readonly me: boolean
}

export function BalanceList(props: {
  readonly rows: readonly BalanceRow[]
  readonly currency: CurrencyCode
  /** Opens where a balance comes from. */
  readonly onOpen: (key: string) => void
  /** What the list is called; absent: "Balances". */
  readonly label?: string | undefined
}) {
  const perUnit = () => 10 ** decimals(props.currency)
  const largest = () => Math.max(0, ...props.rows.map(row => Math.abs(row.minor)))
  const units = () => squareUnits(largest(), perUnit())
  const direction = (minor: Minor) => (minor < 0 ? 'neg' : 'pos')
  const keys = createMemo(() => props.rows.map(({ key }) => key))
  const rows = createMemo(() => new Map(props.rows.map(row => [row.key, row])))
  return (
    <>
      <ul class="balances" aria-label={props.label ?? t('bill.balances')}>
        <For each={keys()}>
          {key => {
            // A tap moves everybody's balance: the row stays, its number changes.
            const row = createMemo<BalanceRow>(last => rows().get(key) ?? last, rows().get(key) as BalanceRow)
            return (
              <li classList={{ me: row().me }}>
                <span class="dn">
                  <Show when={row().face} fallback={<span class="slot" />}>
                    {face => <Avatar face={face()} size="s" silent />}
                  </Show>
                  <button
                    type="button"
                    class="whole"
                    aria-label={t('explain.balance', { name: row().name })}
                    onClick={() => props.onOpen(key)}
                  >
                    <RowName row={row()} />
                  </button>
                </span>
                <span class={`dt ${direction(row().minor)}`} aria-hidden="true">
                  <i style={{ '--v': squaresOf(row().minor, units() * perUnit()) }} />
                </span>
                <span class="amt" classList={{ owe: row().minor < 0, back: row().minor > 0 }}>
                  {formatSigned(locale(), row().minor, props.currency)}
                </span>
              </li>
            )
          }}
        </For>
      </ul>
      <Show when={largest() > 0}>
        <p class="scale cap" aria-hidden="true">
          {t('chart.square', { amount: formatWhole(locale(), units(), props.currency) })}
        </p>
      </Show>
    </>
  )
}

function RowName(props: { readonly row: BalanceRow }) {
  return (
    <span class="whole">
      {props.row.name}
      <Show when={props.row.note}>{note => <span class="cap"> {note()}</span>}</Show>
    </span>
  )
}
