/** How somebody counts on this bill: for how many in new splits, whether they have left, and who else they are. */
import { createSignal, For, Show } from 'solid-js'
import type { Person } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { showMessage } from '../../components/messages.ts'
import { Stepper } from '../../components/stepper.tsx'
import { SwitchRow } from '../../components/switch-row.tsx'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import type { PeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'

/** A couple, a family: more would be a party with a bill of its own. */
const mostCountsFor = 20

export function PersonWays(props: {
  readonly person: Person
  readonly people: PeopleOn
  /** The sheet goes away, for the message about what was done stands below it. */
  readonly onClose: () => void
}) {
  const open = useBill()
  const write = stepsOf(open)
  const name = () => props.people.nameOf(props.person.id)
  const others = () => props.people.seated().filter(({ id }) => id !== props.person.id)
  const [choice, setChoice] = createSignal('')
  const leave = () => {
    const { id } = props.person
    const words = t('persons.leftNow', { name: name() })
    props.onClose()
    write.leave(id)
    showMessage({ text: words, action: { label: t('key.undo'), run: () => write.comeBack(id) } })
  }
  const merge = (into: PersonId) => {
    const { id } = props.person
    const words = t('persons.merged', { name: name(), other: props.people.nameOf(into) })
    const wasMe = props.people.isMe(id)
    props.onClose()
    write.mergePerson(id, into)
    // Whoever turned out to be somebody else sits on that seat from now on.
    if (wasMe) open.setMe(into)
    showMessage({
      text: words,
      action: {
        label: t('key.undo'),
        run: () => {
          write.mergePerson(id, null)
          if (wasMe) open.setMe(id)
        },
      },
    })
  }
  return (
    <div class="ways">
      <div class="person-row">
        <span class="m">
          {t('persons.countsFor')}
          <span class="cap">{t('persons.countsForNote')}</span>
        </span>
        <span />
        <Stepper
          value={props.person.weight}
          min={1}
          max={mostCountsFor}
          fewer={t('persons.countsForFewer', { name: name() })}
          more={t('persons.countsForMore', { name: name() })}
          onChange={weight => write.setWeight(props.person.id, weight)}
        />
      </div>
      <Show when={!props.people.isMe(props.person.id)}>
        <SwitchRow label={t('persons.leave')} caption={t('persons.leaveNote')} on={false} onToggle={leave} />
      </Show>
      <Show when={others().length > 0}>
        <label class="field">
          <span class="k">{t('persons.sameAs')}</span>
          <span class="select">
            <select
              class="text"
              value={choice()}
              onChange={event => {
                const into = event.currentTarget.value as PersonId | ''
                setChoice(into)
                if (into !== '') merge(into)
              }}
            >
              <option value="">{t('persons.sameAsNobody')}</option>
              <For each={others()}>
                {person => <option value={person.id}>{props.people.nameOf(person.id)}</option>}
              </For>
            </select>
            <Icon name="chevron-down" />
          </span>
        </label>
      </Show>
    </div>
  )
}
