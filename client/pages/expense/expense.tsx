/**
 * The editor of one expense: what it was, how much, who paid, how it is divided, with what is still free always in sight.
 * Saving never blocks: what does not add up is kept as it is and shows as "still free".
 */
import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, Match, onCleanup, Show, Switch } from 'solid-js'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { CurrencySelect } from '../../components/currency-select.tsx'
import { IconKey, Key } from '../../components/key.tsx'
import { leaveMessage, showMessage } from '../../components/messages.ts'
import { createShortcuts } from '../../components/shortcuts.ts'
import { billHref } from '../../components/summary.ts'
import { SwitchRow } from '../../components/switch-row.tsx'
import { TextField } from '../../components/text-field.tsx'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { isBlank } from '../../state/kind.ts'
import { titleOfExpense } from '../bill/expense-words.ts'
import { noteEdited, takeLeft } from '../bill/left.ts'
import { createPeopleOn } from '../bill/people-on.ts'
import { expenseHref, placeIn, receiptHref } from '../bill/places.ts'
import { stepsOf } from '../bill/steps.ts'
import { Title } from '../title.tsx'
import { createDraft, lastRate } from './draft.ts'
import { keepEntered, keepOverReload, takeKept } from './entered.ts'
import { ExpenseFacts } from './facts.tsx'
import { Foot } from './foot.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { RateRow } from './rate-row.tsx'
import { SaveAsDefault } from './save-as-default.tsx'
import { SplitRows } from './split-rows.tsx'

/** The editor of the expense that the address names; another address is another draft. */
export function ExpensePage() {
  const open = useBill()
  const location = useLocation()
  const wanted = createMemo(() => placeIn(location.hash)?.expense ?? null)
  const find = () => open.bill.expenses.find(({ id }) => id === wanted())
  const hasPageBefore = takeLeft(open)
  // What another editor left to offer is not about this one.
  leaveMessage()
  return (
    <Show when={open.loaded()}>
      <Switch>
        <Match when={wanted() === null || find()}>
          <Show when={wanted() ?? 'new'} keyed>
            {_expense => <Editor source={() => find() ?? null} hasPageBefore={hasPageBefore} />}
          </Show>
        </Match>
        <Match when={wanted() !== null}>
          <NotThere />
        </Match>
      </Switch>
    </Show>
  )
}

function Editor(props: {
  readonly source: () => Expense | null
  /** One came from the bill's pages, so that going back leads there. */
  readonly hasPageBefore: boolean
}) {
  const open = useBill()
  const write = stepsOf(open)
  const navigate = useNavigate()
  const people = createPeopleOn(open)
  const kept = takeKept(open, props.source()?.id ?? null)
  const draft = createDraft(open, () => props.source(), kept?.entered)
  const canEdit = () => open.mayEdit()
  const expense = draft.expense
  const isItems = () => expense().split.mode === 'items'
  const amount = () => (isItems() ? draft.result().totalMinor : expense().amountMinor)
  /** What was entered is in the bill, or is not wanted any more. */
  let isDone = false
  const back = () => {
    if (props.hasPageBefore) window.history.back()
    else navigate(billHref(open.id), { replace: true })
  }
  const save = () => {
    ;(document.activeElement as HTMLElement | null)?.blur()
    const unread = document.querySelector<HTMLElement>('main [aria-invalid="true"]')
    if (unread !== null) {
      unread.focus()
      return
    }
    const isFresh = draft.isNew
    const id = canEdit() && (draft.isChanged() || isFresh) ? draft.save() : expense().id
    isDone = true
    noteEdited(id)
    // A receipt goes on with its items.
    if (isFresh && isItems()) navigate(receiptHref(open.id, id), { replace: true })
    else back()
  }
  /** Also by the browser's own key: what was entered is never gone without a word. */
  const tellUnsaved = () => {
    if (isDone || !draft.isChanged()) return
    const id = draft.isNew ? null : expense().id
    const title = titleOfExpense(expense())
    const entered = draft.entered()
    const goOn = () => {
      keepEntered(open, id, entered)
      // Somebody may have deleted it meanwhile, and whoever goes on wants it.
      if (id !== null) write.restoreExpense(id)
      navigate(expenseHref(open.id, id))
    }
    // On a bill that was closed meanwhile nothing can be saved: that is said too.
    showMessage({
      text: t('expense.notSaved', { title }),
      ...(canEdit() && { action: { label: t('expense.goOn'), run: goOn } }),
    })
  }
  onCleanup(tellUnsaved)
  keepOverReload(open, () => {
    if (isDone || !draft.isChanged()) return null
    return { expense: draft.isNew ? null : expense().id, entered: draft.entered() }
  })
  if (kept?.isFromReload) showMessage({ text: t('expense.restored') })
  const remove = () => {
    const { id } = expense()
    const title = titleOfExpense(expense())
    isDone = true
    write.deleteExpense(id)
    back()
    showMessage({
      text: t('expense.deleted', { title }),
      action: { label: t('key.undo'), run: () => write.restoreExpense(id) },
    })
  }
  /** What was entered last: most of what repeats was. */
  const latest = createMemo(() =>
    open
      .expenses()
      .filter(each => !isBlank(each))
      .reduce<Expense | null>(
        (last, each) => (last && last.written.at > each.written.at ? last : each),
        null,
      ),
  )
  const copy = (source: Expense) => {
    const id = write.copyExpense(source.id)
    showMessage({
      text: t('expense.copied', { title: titleOfExpense(source) }),
      action: { label: t('key.undo'), run: () => write.deleteExpense(id) },
    })
    const isReceipt = source.split.mode === 'items'
    navigate(isReceipt ? receiptHref(open.id, id) : expenseHref(open.id, id), { replace: true })
  }
  const setCurrency = (currency: string) => {
    const rate = currency === open.bill.currency ? null : lastRate(open.bill.expenses, currency)
    draft.setCurrency(currency, rate)
  }
  createShortcuts({ Escape: back })
  /** Text counts when its field is left, and may have been typed over something else by then. */
  const lookAt = ({ target }: FocusEvent) => {
    if (target instanceof HTMLInputElement) draft.look()
  }
  return (
    <div class="app alone ex">
      <Title page={draft.isNew ? t('expense.new') : titleOfExpense(expense())} />
      <main class="main" onFocusIn={lookAt} onFocusOut={() => draft.lookAway()}>
        <header class="top">
          <IconKey icon="close" label={t('expense.close')} onPress={back} />
          <h1 class="ttl">
            <Show when={canEdit()} fallback={titleOfExpense(expense())}>
              <span class="ttl-pen">
                <TextField
                  inPlace
                  escKeeps
                  value={expense().title}
                  label={t('expense.title')}
                  hint={t('expense.titleHint')}
                  autofocus={draft.isNew}
                  onCommit={title => draft.set({ title })}
                  onEnter={() => document.querySelector<HTMLElement>('.ex .big input')?.focus()}
                />
                <Icon name="pencil" small />
              </span>
            </Show>
          </h1>
          <Show when={canEdit() && !draft.isNew} fallback={<span class="icon-key" />}>
            <IconKey icon="trash" label={t('expense.delete')} onPress={remove} />
          </Show>
        </header>
        <Meanwhile draft={draft} people={people} spot="title" />
        <div class="ex-amount">
          <Show when={canEdit()} fallback={<span class="cur">{expense().currency}</span>}>
            <CurrencySelect
              currency={expense().currency}
              label={t('expense.currency')}
              onChoose={setCurrency}
            />
          </Show>
          <span class="big">
            <Show
              when={canEdit() && !isItems()}
              fallback={<span class="fixed">{formatMoney(locale(), amount(), expense().currency)}</span>}
            >
              <AmountField
                minor={draft.isNew && expense().amountMinor === 0 ? null : expense().amountMinor}
                currency={expense().currency}
                label={t('expense.amount')}
                hint={formatMoney(locale(), 0, expense().currency)}
                optional
                onType={minor => {
                  if (typeof minor === 'number') draft.setAmount(minor)
                }}
                onCommit={minor => draft.setAmount(minor ?? 0)}
              />
            </Show>
          </span>
        </div>
        <Meanwhile draft={draft} people={people} spot="amount" />
        <Meanwhile draft={draft} people={people} spot="currency" />
        <div class="lift">
          <div class="roll paper torn-top torn">
            <Show when={expense().currency !== open.bill.currency}>
              <RateRow draft={draft} canEdit={canEdit()} />
            </Show>
            <ExpenseFacts draft={draft} people={people} canEdit={canEdit()} />
            <div class="rule" />
            <SplitRows draft={draft} people={people} canEdit={canEdit()} />
            <Show when={canEdit() && !isItems()}>
              <div class="rule" />
              <div class="ex-switch">
                <SwitchRow
                  label={t('expense.refund')}
                  caption={t('expense.refundNote')}
                  on={draft.isRefund()}
                  onToggle={() => draft.setRefund(!draft.isRefund())}
                />
              </div>
            </Show>
          </div>
        </div>
        <Show when={canEdit()}>
          <div class="ex-more">
            <Show
              when={draft.isNew}
              fallback={
                <Key kind="quiet" icon="copy" onPress={() => copy(expense())}>
                  {t('expense.copy')}
                </Key>
              }
            >
              <Show when={!draft.isChanged() && latest()}>
                {last => (
                  <Key kind="quiet" icon="copy" onPress={() => copy(last())}>
                    {t('expenses.repeat', { title: titleOfExpense(last()) })}
                  </Key>
                )}
              </Show>
            </Show>
            <SaveAsDefault draft={draft} />
          </div>
        </Show>
        <Foot draft={draft} people={people} canEdit={canEdit()} onSave={save} />
      </main>
    </div>
  )
}

/** Somebody deleted it, or it never was on this bill. */
function NotThere() {
  const open = useBill()
  return (
    <div class="app alone ex">
      <Title page={t('expense.gone')} />
      <main class="main">
        <div class="hello">
          <h1 class="h1 centre">{t('expense.gone')}</h1>
          <p class="centre soft">{t('expense.goneBody')}</p>
          <div class="acts">
            <a class="key wide" href={billHref(open.id)}>
              <Icon name="arrow-left" />
              {t('expense.back')}
            </a>
          </div>
        </div>
      </main>
    </div>
  )
}
