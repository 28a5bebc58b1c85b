/**
 * How somebody on the bill is paid: anybody who may change the bill says it, also for people who do not use the app. What
 * one says of oneself is kept in the settings too, so that the next bill has it.
 */

import type { PersonId } from '../../../crdt/ids.ts'
import { HandlesSheet } from '../../components/handles-sheet.tsx'
import { t } from '../../i18n/text.ts'
import type { Handles } from '../../payments/handles.ts'
import { useBill } from '../../state/context.tsx'
import { setOwnHandles } from '../../state/profile.ts'
import { createPeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'

export function PersonHandles(props: { readonly person: PersonId; readonly onClose: () => void }) {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const isMe = () => people.isMe(props.person)
  const change = (handles: Handles) => {
    write.setHandles(props.person, handles)
    if (isMe()) setOwnHandles(handles)
  }
  return (
    <HandlesSheet
      title={isMe() ? t('pay.getPaidWith') : t('pay.howPaid', { name: people.nameOf(props.person) })}
      note={t('pay.howPaidNote')}
      handles={people.find(props.person)?.handles ?? {}}
      currency={open.bill.currency}
      onChange={change}
      onClose={props.onClose}
    />
  )
}
