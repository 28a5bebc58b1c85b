/**
 * The parts of one item, open under its row: a count for everybody, what each pays, and what is the same for all.
 * Every tap counts at once. By portion, a part is one of the pieces, and what nobody took stays free.
 */
import { For, Show } from 'solid-js'
import { type CurrencyCode, limits, type Minor } from '../../crdt/domain/bill.ts'
import type { PersonId } from '../../crdt/ids.ts'
import { formatAmount } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'
import { Key } from './key.tsx'
import { Stepper } from './stepper.tsx'
import { SwitchRow } from './switch-row.tsx'

export function PartsPanel(props: {
  readonly item: string
  readonly quantity: number
  readonly byPortion: boolean
  readonly people: readonly PersonId[]
  readonly nameOf: (person: PersonId) => string
  readonly faceOf: (person: PersonId) => Face
  readonly partsOf: (person: PersonId) => number
  readonly costOf: (person: PersonId) => Minor
  readonly currency: CurrencyCode
  readonly onParts: (person: PersonId, parts: number) => void
  /** Everybody gets the same: one part each, or none. */
  readonly onAll: (parts: 0 | 1) => void
  readonly onByPortion: (byPortion: boolean) => void
  /** Opens how what somebody has came about. */
  readonly onExplain: (person: PersonId) => void
  readonly onDone: () => void
}) {
  const costOf = (person: PersonId) => formatAmount(locale(), props.costOf(person), props.currency)
  const taken = () => props.people.reduce((sum, person) => sum + props.partsOf(person), 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend that cannot stand in a grid.
    <div
      class="parts well"
      role="group"
      aria-label={t('parts.title', { item: props.item })}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        props.onDone()
      }}
    >
      <p class="cap" aria-hidden="true">
        {t('parts.title', { item: props.item })}
      </p>
      <For each={props.people}>
        {person => (
          <div class="parts-row">
            <span class="who-name">
              <Avatar face={props.faceOf(person)} silent />
              <span class="ellipsis">{props.nameOf(person)}</span>
            </span>
            <Stepper
              value={props.partsOf(person)}
              min={0}
              max={limits.parts}
              fewer={t('parts.fewer', { name: props.nameOf(person) })}
              more={t('parts.more', { name: props.nameOf(person) })}
              onChange={parts => props.onParts(person, parts)}
            />
            <button
              type="button"
              class="amt"
              classList={{ dim: props.partsOf(person) === 0 }}
              aria-haspopup="dialog"
              aria-label={t('parts.cost', { name: props.nameOf(person), amount: costOf(person) })}
              onClick={() => props.onExplain(person)}
            >
              {costOf(person)}
            </button>
          </div>
        )}
      </For>
      <Show when={props.quantity > 1 || props.byPortion}>
        <SwitchRow
          label={t('parts.byPortion')}
          caption={
            props.byPortion
              ? t('item.ofPortions', { taken: taken(), n: props.quantity })
              : t('parts.byPortionNote', { n: props.quantity })
          }
          isWrong={props.byPortion && taken() > props.quantity}
          on={props.byPortion}
          onToggle={() => props.onByPortion(!props.byPortion)}
        />
      </Show>
      <div class="parts-acts">
        <Key small onPress={() => props.onAll(1)}>
          {t('parts.everyone')}
        </Key>
        <Key small kind="quiet" off={taken() === 0} onPress={() => props.onAll(0)}>
          {t('person.nobody')}
        </Key>
        <Key small kind="you" onPress={props.onDone}>
          {t('key.done')}
        </Key>
      </div>
    </div>
  )
}
