/** Who is ahead and who owes: a diverging bar of squares around an axis, the number with its sign, oneself marked. */
import { For, Show } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { formatSigned } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'

const mostSquares = 9

export interface BalanceRow {
  readonly key: string
  readonly name: string
  /** Null for "nobody yet". */
  readonly face: Face | null
  readonly minor: Minor
  readonly me: boolean
}

/** How many squares a balance gets: the largest nine, at least one for anything above zero. */
export function squaresOf(minor: Minor, largestMinor: Minor): number {
  if (minor === 0 || largestMinor === 0) return 0
  return Math.max(1, Math.round((Math.abs(minor) / largestMinor) * mostSquares))
}

export function BalanceList(props: {
  readonly rows: readonly BalanceRow[]
  readonly currency: CurrencyCode
}) {
  const largest = () => Math.max(0, ...props.rows.map(row => Math.abs(row.minor)))
  const direction = (minor: Minor) => (minor < 0 ? 'neg' : 'pos')
  return (
    <ul class="balances" aria-label={t('bill.balances')}>
      <For each={props.rows}>
        {row => (
          <li classList={{ me: row.me }}>
            <span class="dn">
              <Show when={row.face} fallback={<span class="slot" />}>
                {face => <Avatar face={face()} size="s" silent />}
              </Show>
              <span class="ellipsis">{row.name}</span>
            </span>
            <span class={`dt ${direction(row.minor)}`} aria-hidden="true">
              <i style={{ '--v': squaresOf(row.minor, largest()) }} />
            </span>
            <span class="amt" classList={{ owe: row.minor < 0, back: row.minor > 0 }}>
              {formatSigned(locale(), row.minor, props.currency)}
            </span>
          </li>
        )}
      </For>
    </ul>
  )
}
