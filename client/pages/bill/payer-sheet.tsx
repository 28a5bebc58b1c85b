/** Who paid the whole receipt: one tap, and it can be taken back. */
import { For, Show } from 'solid-js'
import type { Expense } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import type { PeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'

export function PayerSheet(props: {
  readonly receipt: Expense
  readonly people: PeopleOn
  readonly onClose: () => void
}) {
  const write = stepsOf(useBill())
  const choose = (person: PersonId | null) => {
    if (person !== props.receipt.payer) write.setPayer(props.receipt.id, person)
    props.onClose()
  }
  return (
    <Sheet title={t('payer.title')} onClose={props.onClose}>
      <ul>
        <For each={props.people.seated()}>
          {person => (
            <li>
              <button
                type="button"
                class="option"
                aria-pressed={props.receipt.payer === person.id}
                onClick={() => choose(person.id)}
              >
                <Avatar face={props.people.faceOf(person.id)} silent />
                <span class="m ellipsis">{props.people.nameOf(person.id)}</span>
                <Show when={props.receipt.payer === person.id}>
                  <Icon name="check" />
                </Show>
              </button>
            </li>
          )}
        </For>
        <Show when={props.receipt.payer !== null}>
          <li>
            <button type="button" class="option" aria-pressed={false} onClick={() => choose(null)}>
              <span class="who out" />
              <span class="m">{t('person.nobody')}</span>
            </button>
          </li>
        </Show>
      </ul>
    </Sheet>
  )
}
