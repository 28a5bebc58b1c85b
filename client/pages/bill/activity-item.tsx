/** One line of Activity: when, who, what, what was there before, and the key that takes it back or restores it. */
import { createMemo, For, Show } from 'solid-js'
import { deletes } from '../../../crdt/document/settings.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { showMessage } from '../../components/messages.ts'
import { formatClock } from '../../i18n/format.ts'
import { piecesOf, withoutMarks } from '../../i18n/strong.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import type { History } from '../../state/history.ts'
import type { ActivityLine } from './activity-lines.ts'
import type { PeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'
import { type ToldNames, titleOf, toldOf } from './told.ts'

/** The ink of somebody who is nobody on the bill. */
const strangersInk = 8

export function ActivityItem(props: {
  readonly line: ActivityLine
  /** Done by another since one last looked. */
  readonly isNew: boolean
  readonly history: History
  readonly names: ToldNames
  readonly people: PeopleOn
  readonly tabIndex: 0 | -1
}) {
  const open = useBill()
  const write = stepsOf(open)
  const record = () => props.line.first
  const by = () => record().by
  const told = createMemo(() => toldOf(props.line.records, props.names))
  const name = (id: PersonId | null) => (id === null ? t('person.me') : props.people.nameOf(id))
  const insideName = (id: PersonId | null) =>
    id !== null && props.people.isMe(id) ? t('person.youInside') : name(id)
  const face = () => {
    const id = by()
    return id === null ? { name: t('person.me'), ink: strangersInk } : props.people.faceOf(id)
  }
  const isGone = () => deletes(record())
  const restoredBy = () => props.history.standing(record()).restoredBy
  const note = createMemo(() => {
    const restorer = restoredBy()
    return restorer === undefined ? told().note : t('activity.restoredBy', { name: insideName(restorer) })
  })
  /** By oneself, or by whom one was on this bill before two turned out to be one. */
  const isOwn = (id: PersonId | null) => {
    const person = id === null ? undefined : props.people.find(id)
    return person !== undefined && props.people.isMe(person.mergedInto ?? person.id)
  }
  const deleted = createMemo(() => (open.mayEdit() ? props.history.deleted(record()) : []))
  const canRestore = createMemo(
    () =>
      deleted().length > 0 ||
      (open.mayEdit() && props.line.records.length === 1 && props.history.isCleared(record())),
  )
  /** All of the line or nothing: a key must do what the line says. */
  const canTakeBack = createMemo(
    () =>
      isOwn(by()) &&
      open.mayEdit() &&
      !isGone() &&
      props.line.records.every(each => props.history.canTakeBack(each)),
  )
  const undo = { label: t('key.undo'), run: () => open.undo() }
  let row: HTMLLIElement | undefined
  /** What was done, or that nothing was. The key is gone then: one goes on from its line. */
  const tell = (isDone: boolean, text: string) => {
    showMessage(isDone ? { text, lastStep: true, action: undo } : { text: t('activity.notUndone') })
    row?.focus({ preventScroll: true })
  }
  const takeBack = () => tell(write.takeBack(props.line.records) > 0, t('activity.undone'))
  const restore = () => {
    const [id] = deleted()
    if (id === undefined) return tell(write.takeBack(props.line.records) > 0, t('activity.undone'))
    const thing = titleOf(record(), props.names)
    const outside = props.history.thing(id)?.expense ?? null
    const around = outside !== null && props.history.thing(outside)?.isDeleted ? outside : null
    const text =
      around === null
        ? t('activity.broughtBack', { thing })
        : t('activity.broughtBackIn', {
            thing,
            expense: titleOf({ target: around, changes: [] }, props.names),
          })
    tell(write.restore(id), text)
  }
  return (
    <li ref={row} class="deed" classList={{ gone: isGone(), fresh: props.isNew }} tabIndex={-1}>
      <time class="print" dateTime={new Date(record().at).toISOString()}>
        {formatClock(record().at)}
      </time>
      <Avatar face={face()} size="s" silent />
      <span class="tx">
        <Show when={props.isNew}>
          <span class="vh">{t('activity.isNew')}: </span>
        </Show>
        <b class="wn">{name(by())}</b>{' '}
        <For each={piecesOf(told().did)}>
          {piece => (
            <Show when={piece.isStrong} fallback={piece.text}>
              <b>{piece.text}</b>
            </Show>
          )}
        </For>
        <Show when={note() !== ''}>
          <span class="cap">{note()}</span>
        </Show>
      </span>
      <Show when={canRestore() || canTakeBack()}>
        <button
          type="button"
          class="un"
          data-row={props.line.key}
          tabIndex={props.tabIndex}
          aria-label={
            canRestore()
              ? t('activity.restoreOf', { thing: titleOf(record(), props.names) })
              : t('activity.undoOf', { what: withoutMarks(told().did) })
          }
          onClick={() => (canRestore() ? restore() : takeBack())}
        >
          {canRestore() ? t('activity.restore') : t('key.undo')}
        </button>
      </Show>
    </li>
  )
}
