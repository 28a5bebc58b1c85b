/** Writes what a bill holds into another one that was just begun: its people, and its expenses under new ids. */
import type { BillCommands, PeopleOfExpense } from '../../crdt/document/commands.ts'
import { cutText } from '../../crdt/document/text.ts'
import { type Bill, type CurrencyCode, type Expense, limits, type Person } from '../../crdt/domain/bill.ts'
import { whoCounts } from '../../crdt/domain/identity.ts'
import type { CategoryId, ExpenseId, ItemId, PersonId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'

/** How a new bill begins. */
export interface Beginning {
  readonly title: string
  readonly currency: CurrencyCode
  readonly myName: string
  readonly myInk: number
}

/** Who is who on the copy. */
export type CopiedPeople = ReadonlyMap<PersonId, PersonId>

/**
 * How a copy begins.
 * @param me the user there, as their device has it; null where they are nobody there
 * @param profile what they are called where they are nobody there
 */
export function beginningOf(
  bill: Bill,
  me: PersonId | null,
  profile: { readonly name: string; readonly ink: number },
): Beginning {
  const counted = me === null ? undefined : whoCounts(bill.people).get(me)
  const mine = bill.people.find(({ id }) => id === counted)
  const room = limits.nameLength - t('home.copyTitle', { title: '' }).length
  return {
    title: bill.title === '' ? '' : t('home.copyTitle', { title: cutText(bill.title, room) }),
    currency: bill.currency,
    myName: mine?.name || profile.name || t('person.me'),
    myInk: mine?.ink ?? profile.ink,
  }
}

/**
 * @param me the user there and here; null where they are nobody there
 * @param withLeft people who left are copied too, as such, and who was removed if they paid something: expenses know them
 */
export function copyPeople(
  commands: BillCommands,
  bill: Bill,
  me: { readonly source: PersonId | null; readonly copy: PersonId },
  withLeft: boolean,
): CopiedPeople {
  const stands = whoCounts(bill.people)
  const mine = me.source === null ? undefined : stands.get(me.source)
  const payers = new Set(bill.expenses.flatMap(({ payer, paid }) => [payer, ...Object.keys(paid)]))
  const isCopied = ({ id, name, leftAt, removedAt }: Person) => {
    if (stands.get(id) !== id || id === mine || name === '') return false
    if (removedAt !== null) return withLeft && payers.has(id)
    return withLeft || leftAt === null
  }
  const others = bill.people.filter(isCopied)
  const added = commands.addPeople(others.map(({ name, ink }) => ({ name, ink })))
  const people = new Map<PersonId, PersonId>(mine === undefined ? [] : [[mine, me.copy]])
  others.forEach((person, at) => {
    const copy = added[at]
    if (copy === undefined) return
    people.set(person.id, copy)
    if (person.weight !== 1) commands.setWeight(copy, person.weight)
    if (person.removedAt !== null) commands.removePerson(copy)
    else if (person.leftAt !== null) commands.leave(copy)
  })
  // Whoever turned out to be somebody else has that person's place.
  for (const [person, counted] of stands) {
    const copy = people.get(counted)
    if (copy !== undefined) people.set(person, copy)
  }
  return people
}

/** @param receipt the empty receipt that the copy began with: it becomes the first one that was copied, or goes. */
export function copyExpenses(
  commands: BillCommands,
  bill: Bill,
  people: CopiedPeople,
  receipt: ExpenseId,
): void {
  const categories = new Map<string, CategoryId>()
  for (const { id, name, icon, removed } of bill.categories) {
    const copy = commands.addCategory(name, icon)
    categories.set(id, copy)
    if (removed) commands.removeCategory(copy, true)
  }
  const first = bill.expenses.find(({ split }) => split.mode === 'items')
  if (first === undefined && bill.expenses.length > 0) commands.deleteExpense(receipt)
  const fieldsOf = (expense: Expense) => ({
    title: expense.title,
    mode: expense.split.mode,
    amountMinor: expense.amountMinor,
    currency: expense.currency,
    rate: expense.rate,
    date: expense.date,
    category: categories.get(expense.category) ?? expense.category,
    note: expense.note,
    payer: expense.payer === null ? null : (people.get(expense.payer) ?? null),
    people: peopleOf(expense, people),
  })
  const others = bill.expenses.filter(expense => expense !== first)
  // Together: each one by itself would look through all those before it.
  const added = commands.addExpenses(others.map(fieldsOf))
  const copies = new Map(others.map((expense, at) => [expense, added[at]]))
  for (const expense of bill.expenses) {
    const copy = expense === first ? receipt : copies.get(expense)
    if (copy === undefined) continue
    // What only an existing expense can be told.
    commands.changeExpense(copy, { ...fieldsOf(expense), printedTotalMinor: expense.printedTotalMinor })
    copyLines(commands, expense, copy, people)
  }
}

function copyLines(commands: BillCommands, { split }: Expense, copy: ExpenseId, people: CopiedPeople): void {
  const items = new Map<ItemId, ItemId>()
  const added = commands.addItems(
    copy,
    split.items.map(item => ({ ...item, parts: valuesOf(item.parts, people) })),
  )
  split.items.forEach((item, at) => {
    const id = added[at]
    if (id !== undefined) items.set(item.id, id)
  })
  for (const charge of split.charges) {
    const appliesTo = charge.items.flatMap(item => items.get(item) ?? [])
    // All its items were deleted: without them it would be a charge on everything.
    if (charge.items.length > 0 && appliesTo.length === 0) continue
    commands.addCharge(copy, { ...charge, items: appliesTo })
  }
}

function peopleOf({ split, paid, exempt }: Expense, people: CopiedPeople): PeopleOfExpense {
  return {
    among: marksOf(split.among, people),
    parts: valuesOf(split.parts, people),
    percent: valuesOf(split.percent, people),
    exact: valuesOf(split.exact, people),
    adjust: valuesOf(split.adjust, people),
    paid: valuesOf(paid, people),
    exempt: marksOf(exempt, people),
  }
}

/** Values of people who are one by now are added up. */
function valuesOf(
  values: Readonly<Record<PersonId, number>>,
  people: CopiedPeople,
): Record<PersonId, number> {
  const copied: Record<PersonId, number> = {}
  for (const [person, value] of Object.entries(values)) {
    const copy = people.get(person as PersonId)
    if (copy !== undefined) copied[copy] = (copied[copy] ?? 0) + value
  }
  return copied
}

function marksOf(marked: readonly PersonId[], people: CopiedPeople): Record<PersonId, boolean> {
  return Object.fromEntries(marked.flatMap(person => people.get(person) ?? []).map(copy => [copy, true]))
}
