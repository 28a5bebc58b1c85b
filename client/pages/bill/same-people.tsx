/** On a bill that nobody else is on yet: the people of the last one, with one tap. */
import { createMemo, Show } from 'solid-js'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { list, t } from '../../i18n/text.ts'
import { useBills } from '../../state/bills.ts'
import { useBill } from '../../state/context.tsx'
import { profile } from '../../state/profile.ts'
import { lastPeople } from '../../state/recent-people.ts'
import { stepsOf } from './steps.ts'

export function SamePeople() {
  const open = useBill()
  const bills = useBills()
  const write = stepsOf(open)
  const people = createMemo(() => {
    const isAlone = open.mayEdit() && !open.shared() && open.bill.people.length === 1
    const others = bills.rows().filter(({ id }) => id !== open.id)
    return isAlone ? lastPeople(others, [profile().name, open.bill.people[0]?.name ?? '']) : []
  })
  const add = () => {
    const added = write.addPeople(people().map(({ name, ink }) => ({ name, ink })))
    showMessage({
      text: t('persons.added', { n: added.length }),
      lastStep: true,
      action: { label: t('key.undo'), run: () => open.undo() },
    })
  }
  return (
    <Show when={people().length > 0}>
      <div class="same-people">
        <Key small icon="users" onPress={add}>
          {t('persons.sameAsLast')}
        </Key>
        <span class="cap">{list(people().map(({ name }) => name))}</span>
      </div>
    </Show>
  )
}
