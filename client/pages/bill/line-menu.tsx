/** The menu of one line, with who changed it last as it was when the menu opened. */
import { untrack } from 'solid-js'
import type { Item } from '../../../crdt/domain/bill.ts'
import { RowMenu } from '../../components/row-menu.tsx'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { changedWords } from './last-change.ts'
import type { PeopleOn } from './people-on.ts'

export function LineMenu(props: {
  readonly item: Item
  readonly place: number
  readonly count: number
  readonly people: PeopleOn
  readonly canTake: boolean
  readonly onParts: () => void
  readonly onByPortion: (byPortion: boolean) => void
  readonly onTakeAll: () => void
  readonly onEdit: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly onDelete: () => void
  readonly onClose: () => void
}) {
  const open = useBill()
  const changed = untrack(() =>
    changedWords(
      props.item,
      open.activity(),
      person => (props.people.isMe(person) ? t('person.youInside') : props.people.nameOf(person)),
      Date.now(),
    ),
  )
  return (
    <RowMenu
      name={props.item.name || t('item.unnamed')}
      quantity={props.item.quantity}
      byPortion={props.item.byPortion}
      changed={changed}
      canMoveUp={props.place > 0}
      canMoveDown={props.place < props.count - 1}
      canTake={props.canTake}
      onParts={props.onParts}
      onByPortion={props.onByPortion}
      onTakeAll={props.onTakeAll}
      onEdit={props.onEdit}
      onMove={props.onMove}
      onDelete={props.onDelete}
      onClose={props.onClose}
    />
  )
}
