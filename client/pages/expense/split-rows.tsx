/**
 * How an expense is divided: the mode, and a row for each person with what is entered for them and what it comes to.
 * What was entered in the other modes is kept and comes back with them.
 */
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { limits, type SplitMode } from '../../../crdt/domain/bill.ts'
import { explainShare } from '../../../crdt/domain/explain.ts'
import { nobody } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { AmountField, PercentField } from '../../components/amount-field.tsx'
import { Avatar } from '../../components/avatar.tsx'
import { Key } from '../../components/key.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Stepper } from '../../components/stepper.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { list, t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { ExplainSheet } from '../bill/explain-sheet.tsx'
import type { PeopleOn } from '../bill/people-on.ts'
import { receiptHref } from '../bill/places.ts'
import type { ExpenseDraft } from './draft.ts'
import { Meanwhile } from './meanwhile.tsx'

const modes = [
  'equal',
  'parts',
  'percent',
  'exact',
  'adjust',
  'items',
] as const satisfies readonly SplitMode[]
/** A percent is entered in thousandths of a percent and stored in basis points. */
const thousandthsPerPoint = 10

export function SplitRows(props: {
  readonly draft: ExpenseDraft
  readonly people: PeopleOn
  readonly canEdit: boolean
}) {
  const open = useBill()
  const mode = () => props.draft.expense().split.mode
  /** Everybody present, and whoever is gone and has something in it. */
  const rows = createMemo((): readonly PersonId[] => {
    const seated = props.people.seated().map(({ id }) => id)
    const cells = [...props.draft.result().shares.keys()].filter((id): id is PersonId => id !== '')
    return [...seated, ...cells.filter(id => !seated.includes(id))]
  })
  const choices = () => modes.map(value => ({ value, label: t(`mode.${value}`) }))
  return (
    <div class="split">
      <Show when={props.canEdit} fallback={<p class="cap">{t(`mode.${mode()}`)}</p>}>
        <Segmented
          label={t('expense.how')}
          value={mode()}
          choices={choices()}
          onChoose={chosen => props.draft.setMode(chosen)}
        />
      </Show>
      <Meanwhile draft={props.draft} people={props.people} spot="split" />
      <Show
        when={mode() !== 'items'}
        fallback={
          <p class="split-items">
            <span class="cap">{t('expense.itemsNote', { n: props.draft.expense().split.items.length })}</span>
            <Show when={!props.draft.isNew && !props.draft.isChanged()}>
              <a class="key" href={receiptHref(open.id, props.draft.expense().id)}>
                <Icon name="receipt" />
                {t('expense.openReceipt')}
              </a>
            </Show>
          </p>
        }
      >
        <ul>
          <For each={rows()}>
            {person => (
              <PersonRow draft={props.draft} people={props.people} person={person} canEdit={props.canEdit} />
            )}
          </For>
        </ul>
        <OddCents draft={props.draft} people={props.people} />
      </Show>
    </div>
  )
}

function PersonRow(props: {
  readonly draft: ExpenseDraft
  readonly people: PeopleOn
  readonly person: PersonId
  readonly canEdit: boolean
}) {
  const expense = () => props.draft.expense()
  const split = () => expense().split
  const name = () => props.people.nameOf(props.person)
  const share = () => props.draft.result().shares.get(props.person) ?? 0
  const amount = () => formatAmount(locale(), share(), expense().currency)
  const isIn = () => split().among.includes(props.person)
  const isExempt = () => expense().exempt.includes(props.person)
  const sign = () => (props.draft.isRefund() ? -1 : 1)
  const isOff = () => props.draft.result().shares.get(props.person) === undefined
  const set = props.draft.setPerson
  const who = () => (
    <span class="dn">
      <Avatar face={props.people.faceOf(props.person)} silent />
      <span class="whole">
        {name()}
        <Show when={isExempt() || props.people.noteOf(props.person)}>
          <span class="cap"> {isExempt() ? t('expense.treated') : props.people.noteOf(props.person)}</span>
        </Show>
      </span>
    </span>
  )
  return (
    <li>
      <Switch
        fallback={
          <div class="sr2" classList={{ off: isOff(), mine: props.people.isMe(props.person) }}>
            {who()}
            <span class="amt">{amount()}</span>
          </div>
        }
      >
        <Match when={props.canEdit && split().mode === 'equal'}>
          <button
            type="button"
            class="sr2"
            classList={{ off: !isIn() }}
            aria-pressed={isIn()}
            aria-label={t('expense.inIt', { name: name(), amount: amount() })}
            onClick={() => set('among', props.person, !isIn())}
          >
            {who()}
            <span class="entered">
              <span class="amt">{isIn() ? amount() : '–'}</span>
              <span class="tick" aria-hidden="true">
                <Show when={isIn()} fallback={<span class="slot" />}>
                  <Icon name="check" />
                </Show>
              </span>
            </span>
          </button>
        </Match>
        <Match when={props.canEdit && split().mode === 'parts'}>
          <div class="sr2" classList={{ off: isOff(), mine: props.people.isMe(props.person) }}>
            {who()}
            <span class="entered">
              <Stepper
                value={split().parts[props.person] ?? 0}
                min={0}
                max={limits.parts}
                fewer={t('parts.fewer', { name: name() })}
                more={t('parts.more', { name: name() })}
                onChange={parts => set('parts', props.person, parts)}
              />
              <span class="amt">{amount()}</span>
            </span>
          </div>
        </Match>
        <Match when={props.canEdit && split().mode === 'percent'}>
          <div class="sr2" classList={{ off: isOff(), mine: props.people.isMe(props.person) }}>
            {who()}
            <span class="entered">
              <PercentField
                step={thousandthsPerPoint}
                thousandths={(split().percent[props.person] ?? 0) * thousandthsPerPoint}
                label={t('expense.percentOf', { name: name() })}
                optional
                onCommit={thousandths =>
                  set('percent', props.person, (thousandths ?? 0) / thousandthsPerPoint)
                }
              />
              <span class="amt">{amount()}</span>
            </span>
          </div>
        </Match>
        <Match when={props.canEdit && split().mode === 'exact'}>
          <div class="sr2" classList={{ off: isOff(), mine: props.people.isMe(props.person) }}>
            {who()}
            <AmountField
              minor={sign() * (split().exact[props.person] ?? 0) || 0}
              currency={expense().currency}
              label={t('expense.exactOf', { name: name() })}
              optional
              onType={minor => {
                if (typeof minor === 'number') set('exact', props.person, sign() * minor || 0)
              }}
              onCommit={minor => set('exact', props.person, sign() * (minor ?? 0) || 0)}
            />
          </div>
        </Match>
        <Match when={props.canEdit && split().mode === 'adjust'}>
          <div class="sr2" classList={{ off: !isIn(), mine: props.people.isMe(props.person) }}>
            <button
              type="button"
              class="plain"
              aria-pressed={isIn()}
              aria-label={t('expense.inIt', { name: name(), amount: amount() })}
              onClick={() => set('among', props.person, !isIn())}
            >
              {who()}
            </button>
            <span class="entered">
              <Show when={isIn()} fallback={<span />}>
                <AmountField
                  minor={sign() * (split().adjust[props.person] ?? 0) || 0}
                  currency={expense().currency}
                  label={t('expense.adjustOf', { name: name() })}
                  optional
                  onCommit={minor => set('adjust', props.person, sign() * (minor ?? 0) || 0)}
                />
              </Show>
              <span class="amt">{isIn() ? amount() : '–'}</span>
            </span>
          </div>
        </Match>
      </Switch>
    </li>
  )
}

/** "The odd cent goes to you.": who got what was left over when the total could not be divided evenly. */
function OddCents(props: { readonly draft: ExpenseDraft; readonly people: PeopleOn }) {
  const open = useBill()
  const odd = createMemo(() => {
    const expense = props.draft.expense()
    const result = props.draft.result()
    return [...result.shares.keys()].filter(share =>
      explainShare(expense, open.bill.people, share, result).some(line => line.isOdd),
    )
  })
  const names = () =>
    list(odd().map(id => (props.people.isMe(id) ? t('person.youInside') : props.people.nameOf(id))))
  const [explaining, setExplaining] = createSignal(false)
  return (
    <>
      <Show when={odd().length > 0}>
        <p class="cap split-note">{t('expense.odd', { n: odd().length, names: names() })}</p>
      </Show>
      <Show when={props.draft.result().totalMinor !== 0}>
        <p class="split-note">
          <Key kind="quiet" small onPress={() => setExplaining(true)}>
            {t('explain.how')}
          </Key>
        </p>
      </Show>
      <Show when={explaining()}>
        <ExplainSheet
          expense={props.draft.expense()}
          result={props.draft.result()}
          share={open.me() ?? [...props.draft.result().shares.keys()][0] ?? nobody}
          onClose={() => setExplaining(false)}
        />
      </Show>
    </>
  )
}
