/** Who paid, for what, when, a note, and who is treated: each a row that opens what chooses it. */
import { createSignal, For, Show } from 'solid-js'
import type { PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { lookOf } from '../../components/category.ts'
import { DateField } from '../../components/date-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { dayOf, formatDay } from '../../i18n/format.ts'
import { list, t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { payersOf } from '../bill/expense-words.ts'
import { PayersSheet } from '../bill/payers-sheet.tsx'
import type { PeopleOn } from '../bill/people-on.ts'
import { CategorySheet } from './category-sheet.tsx'
import type { ExpenseDraft } from './draft.ts'
import { Meanwhile } from './meanwhile.tsx'
import { TreatSheet } from './treat-sheet.tsx'

export function ExpenseFacts(props: {
  readonly draft: ExpenseDraft
  readonly people: PeopleOn
  readonly canEdit: boolean
}) {
  const open = useBill()
  const [sheet, setSheet] = createSignal<'payers' | 'category' | 'treat'>()
  const expense = () => props.draft.expense()
  const payers = () => payersOf(expense(), props.people)
  const look = () => lookOf(expense().category, open.bill.categories)
  const names = (ids: readonly PersonId[]) => list(ids.map(id => props.people.nameOf(id)))
  const payerLabel = () => (props.draft.isRefund() ? t('expense.gotBy') : t('check.paidBy'))
  const close = () => setSheet(undefined)
  return (
    <>
      <Meanwhile draft={props.draft} people={props.people} spot="rate" />
      <button type="button" class="field2" disabled={!props.canEdit} onClick={() => setSheet('payers')}>
        <Icon name="wallet" />
        <span class="k">{payerLabel()}</span>
        <span class="v">
          <Show when={payers().length > 0} fallback={t('person.nobody')}>
            <span class="stack">
              <For each={payers().slice(0, 4)}>
                {id => <Avatar face={props.people.faceOf(id)} size="s" silent />}
              </For>
            </span>
            <span class="whole">{names(payers())}</span>
          </Show>
        </span>
      </button>
      <Meanwhile draft={props.draft} people={props.people} spot="payers" />
      <button type="button" class="field2" disabled={!props.canEdit} onClick={() => setSheet('category')}>
        <Icon name={look().icon} />
        <span class="k">{t('expense.category')}</span>
        <span class="v whole">{look().name}</span>
      </button>
      <Meanwhile draft={props.draft} people={props.people} spot="category" />
      <div class="field2">
        <Icon name="calendar" />
        <span class="k">{t('more.date')}</span>
        <span class="v">
          <Show when={props.canEdit} fallback={formatDay(expense().date, dayOf(new Date()))}>
            <DateField
              day={expense().date}
              label={t('more.date')}
              onChange={date => props.draft.set({ date })}
            />
          </Show>
        </span>
      </div>
      <Meanwhile draft={props.draft} people={props.people} spot="date" />
      <div class="field2">
        <Icon name="pencil" />
        <span class="k">{t('expense.note')}</span>
        <Show when={props.canEdit} fallback={<span class="v whole">{expense().note}</span>}>
          <span class="v">
            <TextField
              inPlace
              escKeeps
              value={expense().note}
              label={t('expense.note')}
              hint={t('expense.noteHint')}
              onCommit={note => props.draft.set({ note })}
            />
          </span>
        </Show>
      </div>
      <Meanwhile draft={props.draft} people={props.people} spot="note" />
      <Show when={props.canEdit || expense().exempt.length > 0}>
        <button type="button" class="field2" disabled={!props.canEdit} onClick={() => setSheet('treat')}>
          <Icon name="gift" />
          <span class="k">{t('expense.treat')}</span>
          <span class="v whole">
            {expense().exempt.length > 0
              ? names(props.people.inOrder(expense().exempt))
              : t('expense.treatNobody')}
          </span>
        </button>
      </Show>
      <Meanwhile draft={props.draft} people={props.people} spot="exempt" />
      <Show when={sheet() === 'payers'}>
        <PayersSheet
          title={props.draft.isRefund() ? t('expense.whoGot') : t('payer.title')}
          people={props.people}
          payer={expense().payer}
          paid={expense().paid}
          totalMinor={props.draft.result().totalMinor}
          currency={expense().currency}
          onPayer={payer => props.draft.set({ payer })}
          onPaid={(person, minor) => props.draft.setPerson('paid', person, minor)}
          onClose={close}
        />
      </Show>
      <Show when={sheet() === 'category'}>
        <CategorySheet
          category={expense().category}
          onChoose={category => {
            props.draft.set({ category })
            close()
          }}
          onClose={close}
        />
      </Show>
      <Show when={sheet() === 'treat'}>
        <TreatSheet
          people={props.people}
          exempt={expense().exempt}
          onToggle={(person, isExempt) => props.draft.setPerson('exempt', person, isExempt)}
          onClose={close}
        />
      </Show>
    </>
  )
}
