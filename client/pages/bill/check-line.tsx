/**
 * One line of the check with what follows from it, and its parts while they are open. Every value is a memo: the split is computed anew at each tap, but
 * only the lines whose own values changed write to the page.
 */
import { createEffect, createMemo, createSignal, type JSX, on } from 'solid-js'
import type { Item } from '../../../crdt/domain/bill.ts'
import { nobody, type SplitRow } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import type { Face } from '../../components/face.ts'
import { ItemRow, type RowPart } from '../../components/item-row.tsx'
import { PartsPanel } from '../../components/parts-panel.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import type { LineSteps } from './line-steps.ts'
import type { PeopleOn } from './people-on.ts'
import { itemSentence } from './sentence.ts'
import { stepsOf } from './steps.ts'

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])

export function CheckLine(props: {
  readonly item: Item
  readonly row: () => SplitRow | undefined
  readonly people: PeopleOn
  readonly pen: PersonId | null
  readonly canEdit: boolean
  readonly isNew: boolean
  readonly tabIndex: 0 | -1
  /** Its parts are open under it. */
  readonly opened: boolean
  readonly isHeld: boolean
  readonly steps: LineSteps
  readonly onTap: () => void
  readonly onMenu: () => void
  readonly onHold: () => void
  readonly onEdit: () => void
  readonly onDelete: () => void
  readonly onTakeAll: () => void
  readonly onGrab: () => void
  readonly onDrop: (to: number) => void
  /** Opens how somebody's share of the receipt came about. */
  readonly onExplain: (person: PersonId) => void
  /** The parts are done. */
  readonly onDone: () => void
}): JSX.Element {
  const open = useBill()
  const isNew = props.isNew
  const currency = () => open.receipt()?.currency ?? open.bill.currency
  const amount = (minor: number) => formatAmount(locale(), minor, currency())
  const partsOf = (person: PersonId) => props.item.parts[person] ?? 0
  const cellOf = (person: PersonId) => props.row()?.cells.get(person) ?? 0
  const name = createMemo(() => props.item.name || t('item.unnamed'))
  const price = createMemo(() => amount(props.item.priceMinor))
  const takers = createMemo(
    () =>
      props.people
        .sharing(props.item.parts)
        .map(person => person.id)
        .filter(person => partsOf(person) > 0),
    [],
    { equals: sameIds },
  )
  const mine = createMemo(() => takers().some(person => props.people.isMe(person)))
  const [isMarking, setMarking] = createSignal(false)
  createEffect(on(mine, setMarking, { defer: true }))
  const taken = createMemo(() => props.pen !== null && partsOf(props.pen) > 0)
  const part = createMemo<RowPart | null>(
    () => {
      const me = open.me()
      if (mine() && me !== null) return { who: t('person.youInside'), amount: amount(cellOf(me)) }
      if (!taken() || props.pen === null) return null
      return { who: props.people.nameOf(props.pen), amount: amount(cellOf(props.pen)) }
    },
    null,
    { equals: (a, b) => a?.who === b?.who && a?.amount === b?.amount },
  )
  /**
   * Whose amount stands in the row, where a tap on it opens it: not while one taps for somebody else, for then the tap is
   * meant for the row.
   */
  const explained = createMemo(() => {
    const own = mine() ? open.me() : taken() ? props.pen : null
    return own === props.pen || !props.canEdit ? own : null
  })
  /** Whoever took or changed it last, other than oneself: their ink wipes across the row. */
  const [changedBy, setChangedBy] = createSignal<{ readonly ink: number } | null>(null)
  createEffect(
    on(takers, (now, before) => {
      if (before === undefined) return
      const taker = now.find(person => !props.people.isMe(person) && !before.includes(person))
      if (taker !== undefined) setChangedBy({ ink: props.people.faceOf(taker).ink })
    }),
  )
  for (const changes of [open.feed.changed, open.merges.marked]) {
    const wipe = (by: ReadonlyMap<string, PersonId>) => {
      const person = by.get(props.item.id)
      if (person !== undefined && !props.people.isMe(person)) {
        setChangedBy({ ink: props.people.faceOf(person).ink })
      }
    }
    createEffect(on(changes, wipe, { defer: true }))
  }
  const toucher = createMemo(() => open.presence.touched().get(props.item.id) ?? null)
  const touchedBy = createMemo<Face | null>(() => {
    const person = toucher()
    if (person === null || props.people.find(person) === undefined) return null
    return { name: props.people.nameOf(person), ink: props.people.faceOf(person).ink }
  })
  const portions = createMemo(() => {
    if (!props.item.byPortion) return null
    const free = props.row()?.cells.get(nobody) ?? 0
    if (free === 0) return null
    const all = takers().reduce((sum, person) => sum + partsOf(person), 0)
    return t('item.ofPortions', { taken: all, n: props.item.quantity })
  })
  const waiting = createMemo(() => open.isWaiting(props.item.id))
  const sentence = createMemo(() => {
    const me = open.me()
    return itemSentence({
      locale: locale(),
      currency: currency(),
      name: name(),
      quantity: props.item.quantity,
      priceMinor: props.item.priceMinor,
      takers: takers().map(person =>
        props.people.isMe(person) ? t('person.youInside') : props.people.nameOf(person),
      ),
      ownMinor: mine() && me !== null ? cellOf(me) : null,
      isWaiting: waiting(),
    })
  })
  const write = stepsOf(open)
  const seats = createMemo(() => props.people.sharing(props.item.parts).map(person => person.id), [], {
    equals: sameIds,
  })
  const panel = () => (
    <PartsPanel
      item={name()}
      quantity={props.item.quantity}
      byPortion={props.item.byPortion}
      people={seats()}
      nameOf={person => props.people.nameOf(person)}
      faceOf={person => props.people.faceOf(person)}
      partsOf={partsOf}
      costOf={cellOf}
      currency={currency()}
      onParts={(person, parts) => {
        const receipt = open.receipt()
        if (receipt) write.setParts(receipt.id, props.item.id, person, parts)
      }}
      onAll={parts => props.steps.shareAll(props.item, parts)}
      onByPortion={byPortion => {
        const receipt = open.receipt()
        if (receipt) write.setItem(receipt.id, props.item.id, { byPortion })
      }}
      onExplain={props.onExplain}
      onDone={props.onDone}
    />
  )
  return (
    <ItemRow
      rowKey={props.item.id}
      quantity={props.item.quantity}
      name={name()}
      price={price()}
      takers={takers()}
      faceOf={person => props.people.faceOf(person)}
      partsOf={partsOf}
      portions={portions()}
      mine={mine()}
      isMarking={isMarking()}
      waiting={waiting()}
      taken={taken()}
      part={part()}
      onPart={explained() === null ? null : () => props.onExplain(explained() as PersonId)}
      sentence={sentence()}
      editable={props.canEdit}
      isNew={isNew}
      tabIndex={props.tabIndex}
      changedBy={changedBy()}
      touchedBy={touchedBy()}
      panel={props.opened ? panel : undefined}
      isHeld={props.isHeld}
      onTap={props.onTap}
      onMenu={props.onMenu}
      onHold={props.onHold}
      onEdit={props.onEdit}
      onDelete={props.onDelete}
      onTakeAll={props.onTakeAll}
      onGrab={props.onGrab}
      onDrop={props.onDrop}
    />
  )
}
