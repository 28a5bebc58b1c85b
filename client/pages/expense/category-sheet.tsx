/** What an expense was for: the categories every bill has, the bill's own, and a new one with a name and a drawing. */
import { createSignal, For, Show } from 'solid-js'
import type { CategoryId } from '../../../crdt/ids.ts'
import { choicesOf, lookOf, ownIcons } from '../../components/category.ts'
import { IconKey, Key } from '../../components/key.tsx'
import { chooseByArrow } from '../../components/roving.ts'
import { Sheet } from '../../components/sheet.tsx'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import type { IconName } from '../../icons/paths.ts'
import { useBill } from '../../state/context.tsx'
import { stepsOf } from '../bill/steps.ts'

export function CategorySheet(props: {
  readonly category: string
  readonly onChoose: (category: string) => void
  readonly onClose: () => void
}) {
  const open = useBill()
  const write = stepsOf(open)
  const [making, setMaking] = createSignal(false)
  const [removed, setRemoved] = createSignal<CategoryId>()
  const chosen = () => lookOf(props.category, open.bill.categories).value
  const isOwn = (value: string) => open.bill.categories.some(({ id }) => id === value)
  const remove = (value: string) => {
    write.removeCategory(value as CategoryId, true)
    setRemoved(value as CategoryId)
  }
  return (
    <Sheet title={t('expense.category')} onClose={props.onClose}>
      <ul>
        <For each={choicesOf(open.bill.categories)}>
          {look => (
            <li class="category-row">
              <button
                type="button"
                class="option"
                aria-pressed={look.value === chosen()}
                onClick={() => props.onChoose(look.value)}
              >
                <Icon name={look.icon} />
                <span class="m whole">{look.name}</span>
                <Show when={look.value === chosen()}>
                  <Icon name="check" />
                </Show>
              </button>
              <Show when={isOwn(look.value)}>
                <IconKey
                  icon="close"
                  label={t('category.remove', { name: look.name })}
                  onPress={() => remove(look.value)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={removed()}>
        {id => (
          <p class="note" role="status">
            {t('category.removed', { name: lookOf(id(), open.bill.categories).name })}{' '}
            <Key
              small
              kind="quiet"
              onPress={() => {
                write.removeCategory(id(), false)
                setRemoved(undefined)
              }}
            >
              {t('key.undo')}
            </Key>
          </p>
        )}
      </Show>
      <Show
        when={making()}
        fallback={
          <Key kind="quiet" icon="plus" onPress={() => setMaking(true)}>
            {t('category.new')}
          </Key>
        }
      >
        <NewCategory onMake={(name, icon) => props.onChoose(write.addCategory(name, icon))} />
      </Show>
    </Sheet>
  )
}

function NewCategory(props: { readonly onMake: (name: string, icon: string) => void }) {
  const [name, setName] = createSignal('')
  const [icon, setIcon] = createSignal<IconName>(ownIcons[0])
  const make = () => {
    if (name().trim() !== '') props.onMake(name().trim(), icon())
  }
  return (
    <div class="field">
      <input
        ref={input => queueMicrotask(() => input.focus())}
        class="text"
        type="text"
        maxLength={60}
        aria-label={t('category.name')}
        placeholder={t('category.nameHint')}
        autocomplete="off"
        enterkeyhint="done"
        value={name()}
        onInput={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.isComposing) make()
        }}
      />
      <div class="icon-choice" role="radiogroup" aria-label={t('category.icon')} onKeyDown={chooseByArrow}>
        <For each={ownIcons}>
          {(each, index) => (
            // biome-ignore lint/a11y/useSemanticElements: a drawing is a key; its role and state say what it is.
            <button
              type="button"
              role="radio"
              class="icon-key"
              aria-label={t('category.iconN', { n: index() + 1 })}
              aria-checked={icon() === each}
              tabIndex={icon() === each ? 0 : -1}
              onClick={() => setIcon(each)}
            >
              <Icon name={each} />
            </button>
          )}
        </For>
      </div>
      <Key kind="you" off={name().trim() === ''} onPress={make}>
        {t('key.add')}
      </Key>
    </div>
  )
}
