/** Who pays nothing of an expense: a birthday, a guest. Switching it off brings back exactly what they had. */
import { For } from 'solid-js'
import type { PersonId } from '../../../crdt/ids.ts'
import { Sheet } from '../../components/sheet.tsx'
import { SwitchRow } from '../../components/switch-row.tsx'
import { t } from '../../i18n/text.ts'
import type { PeopleOn } from '../bill/people-on.ts'

export function TreatSheet(props: {
  readonly people: PeopleOn
  readonly exempt: readonly PersonId[]
  readonly onToggle: (person: PersonId, isExempt: boolean) => void
  readonly onClose: () => void
}) {
  return (
    <Sheet title={t('expense.treatTitle')} onClose={props.onClose}>
      <p class="cap">{t('expense.treatNote')}</p>
      <ul class="treats">
        <For each={props.people.seatedAnd(props.exempt)}>
          {person => (
            <li>
              <SwitchRow
                face={props.people.faceOf(person.id)}
                label={props.people.nameOf(person.id)}
                on={props.exempt.includes(person.id)}
                onToggle={() => props.onToggle(person.id, !props.exempt.includes(person.id))}
              />
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  )
}
