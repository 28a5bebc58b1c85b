/** The people of a bill: names changed in place, a colour of one's own, somebody removed (with undo). */
import { createSignal, For, Show } from 'solid-js'
import type { Person } from '../../../crdt/domain/bill.ts'
import { Avatar } from '../../components/avatar.tsx'
import { InkPicker } from '../../components/ink-picker.tsx'
import { IconKey } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { namesIn } from '../../components/names.ts'
import { Sheet } from '../../components/sheet.tsx'
import { TextField } from '../../components/text-field.tsx'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { createPeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'

export function PeopleSheet(props: { readonly onClose: () => void }) {
  const open = useBill()
  const write = stepsOf(open)
  const people = createPeopleOn(open)
  const [inkOf, setInkOf] = createSignal<string>()
  const canEdit = () => open.mayEdit()
  const remove = (person: Person) => {
    const { id, name } = person
    props.onClose()
    write.removePerson(id)
    showMessage({
      text: t('persons.removed', { name: name || t('person.unnamed') }),
      action: { label: t('key.undo'), run: () => write.restorePerson(id) },
    })
  }
  return (
    <Sheet title={t('persons.title')} onClose={props.onClose}>
      <ul>
        <For each={people.seated()}>
          {person => (
            <li>
              <div class="person-row">
                <button
                  type="button"
                  class="icon-key"
                  aria-label={`${t('persons.ink')}: ${people.nameOf(person.id)}`}
                  aria-expanded={inkOf() === person.id}
                  disabled={!canEdit()}
                  onClick={() => setInkOf(inkOf() === person.id ? undefined : person.id)}
                >
                  <Avatar face={people.faceOf(person.id)} silent />
                </button>
                <Show when={canEdit()} fallback={<span class="m ellipsis">{people.nameOf(person.id)}</span>}>
                  <TextField
                    value={person.name}
                    label={t('persons.name', { name: people.nameOf(person.id) })}
                    hint={t('pens.nameHint')}
                    onCommit={name => {
                      if (name !== '') write.renamePerson(person.id, name)
                    }}
                  />
                </Show>
                <Show
                  when={canEdit() && !people.isMe(person.id)}
                  fallback={<span class="cap">{people.isMe(person.id) ? t('person.youInside') : ''}</span>}
                >
                  <IconKey
                    icon="close"
                    label={t('persons.remove', { name: people.nameOf(person.id) })}
                    onPress={() => remove(person)}
                  />
                </Show>
              </div>
              <Show when={inkOf() === person.id}>
                <InkPicker
                  label={t('persons.ink')}
                  ink={person.ink}
                  onChoose={ink => write.setInk(person.id, ink)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={canEdit()}>
        <AddName
          onAdd={names => {
            for (const name of names) write.addPerson({ name })
          }}
        />
      </Show>
    </Sheet>
  )
}

function AddName(props: { readonly onAdd: (names: readonly string[]) => void }) {
  const [text, setText] = createSignal('')
  const add = () => {
    const names = namesIn(text())
    setText('')
    if (names.length > 0) props.onAdd(names)
  }
  return (
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
  )
}
