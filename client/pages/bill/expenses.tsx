/**
 * A trip, a flat, a month: the expenses of a bill by day with one's share of each, who is ahead and who owes above them
 * (beside them on a desktop, with where the money went), and the bar with what one owes.
 */
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'
import { BalanceList } from '../../components/balance-list.tsx'
import { focusAgain } from '../../components/focus.ts'
import { createGrowing } from '../../components/growing.ts'
import { showMessage } from '../../components/messages.ts'
import { createRoving } from '../../components/roving.ts'
import { createShortcuts } from '../../components/shortcuts.ts'
import { BalancesSkeleton, ReceiptSkeleton } from '../../components/skeleton.tsx'
import { createWide } from '../../components/wide.ts'
import { dayOf, formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { byDay, firstRows } from '../../state/days.ts'
import { balanceRows } from './balance-rows.ts'
import { BalanceSheet } from './balance-sheet.tsx'
import { DaySection } from './day-section.tsx'
import { ExpenseLine, totalIn } from './expense-line.tsx'
import { titleOfExpense } from './expense-words.ts'
import { ExplainSheet } from './explain-sheet.tsx'
import { takeEdited } from './left.ts'
import { createPeopleOn, type PeopleOn } from './people-on.ts'
import { balancesHref, expenseHref } from './places.ts'
import { stepsOf } from './steps.ts'
import { TopLines } from './top-lines.tsx'
import { TripBar } from './trip-bar.tsx'
import { WhereItWent } from './where-it-went.tsx'

/** With more people than this the phone shows one's own balance and the way to the others. */
const shownBalances = 8

export function Expenses() {
  const open = useBill()
  const navigate = useNavigate()
  const people = createPeopleOn(open)
  const wide = createWide()
  const add = () => navigate(expenseHref(open.id, null))
  createShortcuts({ a: () => open.mayEdit() && add() })
  return (
    <>
      <div class="cols">
        <section class="bl trip-balances" aria-label={t('bill.balances')}>
          <Show when={open.reckoned()} fallback={<BalancesToCome people={people} />}>
            <TripBalances people={people} />
            <Show when={wide()}>
              <WhereItWent />
            </Show>
          </Show>
        </section>
        <div class="ls lift">
          <Show when={open.loaded()} fallback={<Opening />}>
            <Show when={open.expenses().length > 0} fallback={<NoExpenses />}>
              <Roll people={people} />
            </Show>
          </Show>
        </div>
      </div>
      <TripBar people={people} onAdd={add} />
    </>
  )
}

/** What is seen until the bill is there. */
function Opening() {
  const open = useBill()
  const top = () => {
    const row = open.known()
    return row?.top ? { row, lines: row.top } : null
  }
  return (
    <Show when={top()} fallback={<ReceiptSkeleton />}>
      {known => <TopLines row={known().row} lines={known().lines} />}
    </Show>
  )
}

function NoExpenses() {
  return (
    <div class="roll paper torn torn-top">
      <p class="quiet-note">{t('expenses.none')}</p>
    </div>
  )
}

/** Keeps the room of the balances, so that the list below does not jump. */
function BalancesToCome(props: { readonly people: PeopleOn }) {
  const open = useBill()
  const count = () => (open.loaded() ? props.people.seated() : (open.known()?.people ?? [])).length
  return (
    <>
      <BalancesSkeleton count={count() > shownBalances ? 1 : count()} />
      <Show when={count() > shownBalances}>
        <p class="more-balances">
          <span class="key quiet sm">{t('expenses.allBalances', { n: count() })}</span>
        </p>
      </Show>
    </>
  )
}

function TripBalances(props: { readonly people: PeopleOn }) {
  const open = useBill()
  const rows = createMemo(() => balanceRows(open.balances(), props.people))
  const shown = () => (rows().length > shownBalances ? rows().filter(row => row.me) : rows())
  const [opened, setOpened] = createSignal<Share>()
  return (
    <>
      <BalanceList
        rows={shown()}
        currency={open.balances().currency}
        onOpen={key => setOpened(key as Share)}
      />
      <Show when={opened() !== undefined}>
        <BalanceSheet share={opened() as Share} onClose={() => setOpened(undefined)} />
      </Show>
      <Show when={shown().length < rows().length}>
        <p class="more-balances">
          <a class="key quiet sm" href={balancesHref(open.id)}>
            {t('expenses.allBalances', { n: rows().length })}
          </a>
        </p>
      </Show>
    </>
  )
}

function Roll(props: { readonly people: PeopleOn }) {
  const open = useBill()
  const write = stepsOf(open)
  const days = createMemo(() => byDay(open.expenses()))
  const drawn = createGrowing(() => open.expenses().length)
  /** Of each day that is drawn the rows that are. */
  const rows = createMemo(() => firstRows(days(), drawn()))
  const shown = createMemo(() => [...rows().keys()])
  const today = createMemo(() => dayOf(new Date()))
  const keys = createMemo(() => [...rows().values()].flatMap(of => of.map(({ id }) => id as string)))
  const roving = createRoving(keys)
  onMount(() => {
    const edited = takeEdited()
    if (edited === null) return
    document.querySelector<HTMLElement>(`main [data-row="${edited}"]`)?.focus()
  })
  /** The expense of which one's share is being explained. */
  const [explained, setExplained] = createSignal<ExpenseId | null>(null)
  const shownShare = createMemo(() => {
    const expense = open.bill.expenses.find(({ id }) => id === explained())
    const result = expense && open.split(expense.id)
    return expense && result ? { expense, result } : null
  })
  const remove = (expense: Expense) => {
    const { id } = expense
    write.deleteExpense(id)
    showMessage({
      text: t('expense.deleted', { title: titleOfExpense(expense) }),
      action: { label: t('key.undo'), run: () => write.restoreExpense(id) },
    })
    focusAgain(null)
  }
  createShortcuts({
    Delete: () => {
      const row =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined
      const expense = open.bill.expenses.find(({ id }) => id === row)
      if (!expense || !open.mayEdit()) return false
      remove(expense)
      return true
    },
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links inside, which are the controls. */}
      <div class="roll paper torn-top torn" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        <For each={shown()}>
          {(day, index) => (
            <DaySection
              day={day}
              today={today()}
              isFirst={index() === 0}
              total={
                <Show when={open.reckoned()}>
                  <DayTotal expenses={days().get(day) ?? []} />
                </Show>
              }
            >
              <For each={rows().get(day)}>
                {expense => (
                  <li class="spent">
                    <ExpenseLine
                      expense={expense}
                      people={props.people}
                      tabIndex={roving.tabIndex(expense.id)}
                      onExplain={() => setExplained(expense.id)}
                    />
                  </li>
                )}
              </For>
            </DaySection>
          )}
        </For>
      </div>
      <Show when={shownShare()}>
        {of => (
          <ExplainSheet
            expense={of().expense}
            result={of().result}
            share={open.me() ?? nobody}
            onClose={() => setExplained(null)}
          />
        )}
      </Show>
    </>
  )
}

/** What the day cost in the bill's currency; left out where an expense of it has no rate. */
function DayTotal(props: { readonly expenses: readonly Expense[] }) {
  const open = useBill()
  const total = () => {
    let sum = 0
    for (const { id } of props.expenses) {
      const minor = totalIn(open.entry(id))
      if (minor === null) return null
      sum += minor
    }
    return sum
  }
  return (
    <Show when={total() !== null}>
      <span class="cap">{formatAmount(locale(), total() ?? 0, open.bill.currency)}</span>
    </Show>
  )
}
