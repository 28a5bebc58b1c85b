/**
 * The people of a bill: who one is, names changed in place, a colour of one's own, how each is paid, somebody removed (with
 * undo) or brought back, and new ones, those of one's other bills first.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Person } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { InkPicker } from '../../components/ink-picker.tsx'
import { IconKey, Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { NameChips } from '../../components/name-chips.tsx'
import { namesIn } from '../../components/names.ts'
import { Sheet } from '../../components/sheet.tsx'
import { TextField } from '../../components/text-field.tsx'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBills } from '../../state/bills.ts'
import { useBill } from '../../state/context.tsx'
import { profile } from '../../state/profile.ts'
import { recentPeople } from '../../state/recent-people.ts'
import { createPeopleOn, type PeopleOn } from './people-on.ts'
import { PersonHandles } from './person-handles.tsx'
import { PersonWays } from './person-ways.tsx'
import { removePerson } from './removal.ts'
import { stepsOf } from './steps.ts'

export function PeopleSheet(props: { readonly onClose: () => void }) {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const [choosing, setChoosing] = createSignal(false)
  const [inkOf, setInkOf] = createSignal<string>()
  const [payOf, setPayOf] = createSignal<PersonId>()
  const canEdit = () => open.mayEdit()
  const bringBack = (person: Person) => {
    if (person.removedAt === null) write.comeBack(person.id)
    else write.restorePerson(person.id)
  }
  return (
    <Sheet title={t('persons.title')} onClose={props.onClose}>
      <WhoIAm people={people} choosing={choosing()} onChoosing={setChoosing} onClose={props.onClose} />
      <Show when={!choosing()}>
        <ul class="persons">
          <For each={people.seated()}>
            {person => (
              <li>
                <div class="person-row">
                  <button
                    type="button"
                    class="icon-key"
                    aria-label={t('persons.more', { name: people.nameOf(person.id) })}
                    aria-expanded={inkOf() === person.id}
                    disabled={!canEdit()}
                    onClick={() => setInkOf(inkOf() === person.id ? undefined : person.id)}
                  >
                    <Avatar face={people.faceOf(person.id)} silent />
                  </button>
                  <Show
                    when={canEdit()}
                    fallback={<span class="m ellipsis">{people.nameOf(person.id)}</span>}
                  >
                    <TextField
                      value={person.name}
                      label={t('persons.name', { name: people.nameOf(person.id) })}
                      hint={t('pens.nameHint')}
                      onCommit={name => {
                        if (name !== '') write.renamePerson(person.id, name)
                      }}
                    />
                  </Show>
                  <Show when={canEdit()}>
                    <IconKey
                      icon="wallet"
                      class="pays"
                      label={t('pay.howPaid', { name: people.nameOf(person.id) })}
                      onPress={() => setPayOf(person.id)}
                    />
                  </Show>
                  <Show
                    when={canEdit() && !people.isMe(person.id)}
                    fallback={
                      <span class="cap tag">{people.isMe(person.id) ? t('person.youInside') : ''}</span>
                    }
                  >
                    <IconKey
                      icon="close"
                      label={t('persons.remove', { name: people.nameOf(person.id) })}
                      onPress={() => {
                        props.onClose()
                        removePerson(open, write, person.id, people.nameOf(person.id))
                      }}
                    />
                  </Show>
                </div>
                <Show when={inkOf() === person.id}>
                  <InkPicker
                    label={t('persons.ink')}
                    ink={person.ink}
                    onChoose={ink => write.setInk(person.id, ink)}
                  />
                  <PersonWays person={person} people={people} onClose={props.onClose} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={payOf()} keyed>
        {person => <PersonHandles person={person} onClose={() => setPayOf(undefined)} />}
      </Show>
      <Show when={canEdit() && !choosing()}>
        <AddPeople
          known={open.bill.people.map(({ name }) => name)}
          onAdd={names => write.addPeople(names.map(name => ({ name })))}
        />
        <Show when={people.merged().length > 0}>
          <h3 class="h3 persons-gone">{t('persons.mergedTitle')}</h3>
          <ul class="persons">
            <For each={people.merged()}>
              {person => (
                <li class="person-row">
                  <span class="icon-key">
                    <Avatar face={people.faceOf(person.id)} silent />
                  </span>
                  <span class="whole">
                    {person.name}{' '}
                    <span class="cap">
                      {t('persons.isNow', { name: people.nameOf(person.mergedInto ?? person.id) })}
                    </span>
                  </span>
                  <Key
                    small
                    kind="quiet"
                    label={t('persons.apartName', { name: person.name })}
                    onPress={() => write.mergePerson(person.id, null)}
                  >
                    {t('persons.apart')}
                  </Key>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={people.gone().length > 0}>
          <h3 class="h3 persons-gone">{t('persons.gone')}</h3>
          <ul class="persons">
            <For each={people.gone()}>
              {person => (
                <li class="person-row">
                  <span class="icon-key">
                    <Avatar face={people.faceOf(person.id)} silent />
                  </span>
                  <span class="whole">
                    {people.nameOf(person.id)} <span class="cap">{people.noteOf(person.id)}</span>
                  </span>
                  <Key
                    small
                    kind="quiet"
                    label={t('persons.bringBackName', { name: people.nameOf(person.id) })}
                    onPress={() => bringBack(person)}
                  >
                    {t('persons.bringBack')}
                  </Key>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </Sheet>
  )
}

/** Who the user is on this bill; one may become somebody else at any time, and two devices may be the same person. */
function WhoIAm(props: {
  readonly people: PeopleOn
  readonly choosing: boolean
  readonly onChoosing: (isChoosing: boolean) => void
  readonly onClose: () => void
}) {
  const open = useBill()
  const nameOf = (id: PersonId | null) =>
    (id === null ? undefined : props.people.find(id)?.name) || t('person.nobody')
  const become = (person: PersonId) => {
    const before = open.me()
    props.onChoosing(false)
    if (person === before) return
    props.onClose()
    open.setMe(person)
    showMessage({
      text: t('persons.nowYou', { name: nameOf(person) }),
      ...(before === null ? {} : { action: { label: t('key.undo'), run: () => open.setMe(before) } }),
    })
  }
  return (
    <>
      <button
        type="button"
        class="set-row i-am"
        aria-expanded={props.choosing}
        onClick={() => props.onChoosing(!props.choosing)}
      >
        <Icon name="user" />
        <span class="m">{t('persons.iAm')}</span>
        <span class="v">{nameOf(open.me())}</span>
      </button>
      <Show when={props.choosing}>
        <ul class="persons" aria-label={t('persons.iAmList')}>
          <For each={props.people.seated()}>
            {person => (
              <li>
                <button
                  type="button"
                  class="option"
                  aria-pressed={props.people.isMe(person.id)}
                  onClick={() => become(person.id)}
                >
                  <Avatar face={props.people.faceOf(person.id)} silent />
                  <span class="m ellipsis">{person.name || t('person.unnamed')}</span>
                  <Show when={props.people.isMe(person.id)}>
                    <Icon name="check" />
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}

function AddPeople(props: {
  readonly known: readonly string[]
  readonly onAdd: (names: readonly string[]) => void
}) {
  const bills = useBills()
  const [text, setText] = createSignal('')
  const recent = createMemo(() => recentPeople(bills.rows(), [...props.known, profile().name]))
  const add = () => {
    const names = namesIn(text())
    setText('')
    if (names.length > 0) props.onAdd(names)
  }
  return (
    <>
      <div class="field">
        <input
          class="text"
          type="text"
          data-start
          aria-label={t('pens.nameLabel')}
          placeholder={t('persons.addHint')}
          autocomplete="off"
          autocapitalize="words"
          enterkeyhint="next"
          value={text()}
          onInput={event => setText(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault()
              add()
            }
          }}
        />
      </div>
      <Show when={recent().length > 0}>
        <NameChips
          label={t('persons.recent')}
          names={recent().map(({ name }) => name)}
          onChoose={name => props.onAdd([name])}
        />
      </Show>
    </>
  )
}
