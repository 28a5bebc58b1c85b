/**
 * The register at the foot of a bill: one's own share, how the total is claimed (the strip of inks, hatched where it
 * is still free), and the way to settle. The share is spoken once it has come to rest, not at every tap. Where text is large it
 * stacks.
 */
import { createEffect, createSignal, Index, onCleanup, Show } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { formatAmount, formatMoney, spokenMoney } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import type { IconName } from '../icons/paths.ts'
import { createBarHeight } from './bar-height.ts'
import { inkClass } from './face.ts'
import { Figure } from './figure.tsx'
import { Key } from './key.tsx'
import { hasSingleKeys } from './shortcuts.ts'

const restMs = 1_200
/** Long enough for a screen reader to take it up, at the end of what it is saying. */
const saidMs = 4_000

/** One person's length of the strip. */
export interface Claim {
  readonly ink: number
  readonly minor: Minor
}

export function RegisterBar(props: {
  /** "Your share, with service" */
  readonly label: string
  readonly shareMinor: Minor
  /** It is one's own: yellow. */
  readonly isMine: boolean
  readonly currency: CurrencyCode
  readonly claims: readonly Claim[]
  readonly freeMinor: Minor
  readonly totalMinor: Minor
  readonly ready: boolean
  readonly action: string
  readonly icon?: IconName
  readonly onAction: () => void
  /** Opens how the share came about. */
  readonly onExplain?: (() => void) | undefined
}) {
  const bar = createBarHeight()
  return (
    <footer class="bar register" ref={bar}>
      <ClaimStrip
        claims={props.claims}
        freeMinor={props.freeMinor}
        totalMinor={props.totalMinor}
        currency={props.currency}
      />
      <Show when={props.freeMinor > 0}>
        <span class="claim-flag">
          {t('check.stillFree', { amount: formatAmount(locale(), props.freeMinor, props.currency) })}
        </span>
      </Show>
      <div class="share">
        <div class="lab">{props.label}</div>
        <Figure
          minor={props.shareMinor}
          currency={props.currency}
          class={props.ready ? (props.isMine ? '' : 'all') : 'waiting'}
          blank={!props.ready}
        />
        <Show when={props.onExplain}>
          <button
            type="button"
            class="explains"
            aria-label={t('explain.how')}
            onClick={() => props.onExplain?.()}
          />
        </Show>
      </div>
      <Spoken minor={props.shareMinor} isMine={props.isMine} currency={props.currency} />
      <span class="sp" />
      <div class="lab keys" aria-hidden="true">
        <span>
          <b>↑↓</b>
          {t('keys.move')}
        </span>
        <span>
          <b>{t('keys.space')}</b>
          {t('keys.take')}
        </span>
        <Show when={hasSingleKeys()}>
          <span>
            <b>P</b>
            {t('keys.parts')}
          </span>
          <span>
            <b>?</b>
            {t('keys.all')}
          </span>
        </Show>
      </div>
      <Key
        kind="you"
        off={!props.ready}
        onPress={props.onAction}
        {...(props.icon ? { icon: props.icon } : {})}
      >
        {props.action}
      </Key>
    </footer>
  )
}

/** Each person's part of the total; the rest, hatched, is still free. Refunds claim nothing of the strip. */
function ClaimStrip(props: {
  readonly claims: readonly Claim[]
  readonly freeMinor: Minor
  readonly totalMinor: Minor
  readonly currency: CurrencyCode
}) {
  const money = (minor: Minor) => formatMoney(locale(), minor, props.currency)
  return (
    <span
      class="claim"
      role="img"
      aria-label={t('bar.claimed', {
        claimed: money(props.totalMinor - props.freeMinor),
        total: money(props.totalMinor),
      })}
    >
      <Index each={props.claims.filter(claim => claim.minor > 0)}>
        {claim => <i class={inkClass(claim().ink)} style={{ '--part': claim().minor }} />}
      </Index>
      <Show when={props.freeMinor > 0}>
        <i class="none" style={{ '--part': props.freeMinor }} />
      </Show>
    </span>
  )
}

/** Said and gone: whoever reads the page from the top finds the share once, where it is seen. */
function Spoken(props: { readonly minor: Minor; readonly isMine: boolean; readonly currency: CurrencyCode }) {
  const [said, setSaid] = createSignal('')
  createEffect(() => {
    const amount = spokenMoney(locale(), props.minor, props.currency)
    const words = t(props.isMine ? 'bar.spoken' : 'bar.spokenTotal', { amount })
    let timer = setTimeout(() => {
      setSaid(words)
      timer = setTimeout(() => setSaid(''), saidMs)
    }, restMs)
    onCleanup(() => clearTimeout(timer))
  })
  return <output class="vh">{said()}</output>
}
