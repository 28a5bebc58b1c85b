/** Commands on expenses and on how they are divided. */
import { limits, type SplitMode } from '../domain/bill.ts'
import { type ExpenseId, newId, type PersonId } from '../ids.ts'
import {
  checkAmount,
  checkCurrency,
  checkDay,
  checkInteger,
  checkLine,
  checkNote,
  checkRate,
  checkWord,
} from './checks.ts'
import type { ExpenseCommands, ExpensePatch, NewExpense } from './commands.ts'
import { copyOfExpense } from './copy-expense.ts'
import { IssueList } from './issues.ts'
import { keysAtEnd } from './order.ts'
import { peopleChanges, realChanges, tellPeople, withTwins } from './people-of-expense.ts'
import { type Plain, plainOf, textLength } from './plain.ts'
import { readEntries } from './read-entries.ts'
import { relabelEntry } from './relabel.ts'
import { type AnyMap, asMap, type ByPersonMap, expenseMaps, isSafeId, newMap } from './schema.ts'
import { nameIn, presentPeople, twinsOf } from './write-people.ts'
import {
  authorship,
  checkPerson,
  clearDeleted,
  commit,
  expenseEntry,
  type FieldChange,
  localOrigin,
  markDeleted,
  put,
  recordOf,
  setFields,
  type WriterContext,
  writableRoot,
} from './writer.ts'

const modes: readonly SplitMode[] = ['equal', 'parts', 'percent', 'exact', 'adjust', 'items']
const needsAmong: readonly SplitMode[] = ['equal', 'adjust']

/** An expense's map with all nested maps; `filled` gives some of those something to start with. */
export function newExpenseMap(
  context: WriterContext,
  fields: readonly FieldChange[],
  filled: Partial<Record<ByPersonMap, FieldChange[]>> = {},
): AnyMap {
  const start: Partial<Record<string, FieldChange[]>> = filled
  return newMap([
    ...fields,
    ...authorship(context),
    ...expenseMaps.map(name => [name, newMap(start[name] ?? [])] as const),
  ])
}

export function expenseCommands(context: WriterContext): ExpenseCommands {
  const entry = (expense: ExpenseId) => expenseEntry(context, expense)
  const setFieldsOf = (expense: ExpenseId, ...changes: FieldChange[]) =>
    setFields(context, entry(expense), { verb: 'setExpense', target: expense }, changes)

  /** Sets one person's value in one map of an expense, when it differs. */
  const setByPerson = (
    expense: ExpenseId,
    map: ByPersonMap,
    person: PersonId,
    value: number | true | undefined,
  ) => {
    checkPerson(context, person)
    const parent = entry(expense)
    const inner = asMap(parent.get(map))
    const twins = twinsOf(context, person).filter(twin => inner?.has(twin))
    if (inner?.get(person) === value && twins.length === 0) return
    const before = [person, ...twins].map(each => inner?.get(each) ?? 0)
    const details = [map, person, value ?? 0, countedAs(before)]
    commit(context, { verb: 'setShare', by: context.by(), target: expense, details }, () => {
      const values = innerMap(parent, map)
      for (const twin of twins) values.delete(twin)
      put(values, person, value)
    })
  }

  /** Checks all of them before the first is written; those that are there are looked through once. */
  const addAll = (inputs: readonly NewExpense[]): ExpenseId[] => {
    const expenses = writableRoot(context, 'expenses')
    const present = presentPeople(context)
    const siblings = readEntries(expenses, [], limits.expenses, new IssueList())
    const orders = keysAtEnd(siblings, inputs.length)
    const all = inputs.map((input, at) => {
      const among = input.among ?? (input.people?.among === undefined ? [...present.keys()] : [])
      for (const person of [...among, ...(input.payer == null ? [] : [input.payer])])
        checkPerson(context, person)
      const people = peopleChanges(context, input.people ?? {})
      const mode = checkWord(input.mode, modes, 'split mode')
      const currency = input.currency === undefined ? billCurrency(context) : checkCurrency(input.currency)
      const fields: FieldChange[] = [
        ['mode', mode],
        ['date', checkDay(input.date ?? context.today())],
        ['currency', currency],
        ...patchFields(input).filter(([field]) => field !== 'date' && field !== 'currency'),
        ['payer', input.payer ?? undefined],
        ['order', orders[at]],
      ]
      const expense = input.id ?? newId<ExpenseId>(context.fillRandom)
      if (!isSafeId(expense) || expenses.has(expense)) throw new RangeError('The id is none, or in use')
      const filled: Partial<Record<ByPersonMap, FieldChange[]>> = {
        among: among.map(person => [person, true]),
        parts: mode === 'parts' ? among.map(person => [person, present.get(person) ?? 1]) : [],
      }
      for (const [which, changes] of people) {
        const entered = changes.filter(([, value]) => value !== undefined)
        filled[which] = which === 'among' ? [...(filled.among ?? []), ...entered] : entered
      }
      const details = [
        checkLine(input.title, 'title').slice(0, textLength),
        ...(input.amountMinor ? [input.amountMinor, plainOf(currency)] : []),
      ]
      return { expense, fields, filled, details }
    })
    context.doc.transact(() => {
      for (const { expense, fields, filled, details } of all) {
        commit(context, { verb: 'addExpense', by: context.by(), target: expense, details }, () => {
          expenses.set(expense, newExpenseMap(context, fields, filled))
        })
      }
    }, localOrigin)
    return all.map(({ expense }) => expense)
  }

  return {
    addExpense: input => addAll([input])[0] as ExpenseId,
    addExpenses: addAll,
    setExpense: (expense, patch) => setFieldsOf(expense, ...patchFields(patch)),
    changeExpense(expense, change) {
      const map = entry(expense)
      const fields = patchFields(change)
      if (change.mode !== undefined) fields.push(['mode', checkWord(change.mode, modes, 'split mode')])
      if (change.payer !== undefined) {
        if (change.payer !== null) checkPerson(context, change.payer)
        fields.push(['payer', change.payer ?? undefined])
      }
      const { changes, details } = recordOf(map, fields)
      const entered = withTwins(peopleChanges(context, change.people ?? {}), id => twinsOf(context, id))
      const people = realChanges(map, entered)
      if (changes.length + people.length === 0) return
      const { currency } = change
      const before = map.get('currency') ?? billCurrency(context)
      const isRelabelled = currency !== undefined && currency !== before
      const told = [...withCurrency(details, before), ...tellPeople(map, people, changes.length)]
      let lost: ReturnType<typeof relabelEntry> = () => []
      commit(
        context,
        { verb: 'setExpense', by: context.by(), target: expense, details: told },
        () => {
          if (isRelabelled) lost = relabelEntry(expense, map, before, currency)
          for (const [field, value] of isRelabelled ? fields : changes) put(map, field, value)
          for (const [which, all] of isRelabelled ? entered : people) {
            const inner = innerMap(map, which)
            for (const [person, value] of all) put(inner, person, value)
          }
        },
        () => lost(told.length),
      )
    },
    copyExpense(expense) {
      const expenses = writableRoot(context, 'expenses')
      const siblings = readEntries(expenses, [], limits.expenses, new IssueList())
      const copy = newId<ExpenseId>(context.fillRandom)
      const source = entry(expense)
      const details = nameIn(source, 'title')
      const place: FieldChange[] = [
        ['date', checkDay(context.today())],
        ['order', keysAtEnd(siblings, 1)[0]],
      ]
      commit(context, { verb: 'addExpense', by: context.by(), target: copy, details }, () => {
        expenses.set(copy, copyOfExpense(context, source, place))
      })
      return copy
    },
    setMode(expense, mode) {
      checkWord(mode, modes, 'split mode')
      const map = entry(expense)
      if (map.get('mode') === mode) return
      const before = map.get('mode')
      const details = ['mode', mode, typeof before === 'string' ? before.slice(0, 20) : null]
      commit(context, { verb: 'setExpense', by: context.by(), target: expense, details }, () => {
        map.set('mode', mode)
        const among = innerMap(map, 'among')
        if (!needsAmong.includes(mode) || [...among.values()].includes(true)) return
        for (const person of presentPeople(context).keys()) among.set(person, true)
      })
    },
    setPayer(expense, person) {
      if (person !== null) checkPerson(context, person)
      setFieldsOf(expense, ['payer', person ?? undefined])
    },
    setPaid(expense, person, minor) {
      setByPerson(expense, 'paid', person, checkAmount(minor, 'amount paid') || undefined)
    },
    setAmong(expense, person, isAmong) {
      setByPerson(expense, 'among', person, isAmong || undefined)
    },
    setSplitValue(expense, mode, person, value) {
      checkWord(mode, ['parts', 'percent', 'exact', 'adjust'], 'split mode')
      const isAmount = mode === 'exact' || mode === 'adjust'
      const checked = isAmount ? checkAmount(value, 'amount') : checkInteger(value, 0, limits.parts, mode)
      setByPerson(expense, mode, person, checked || undefined)
    },
    setExempt(expense, person, isExempt) {
      setByPerson(expense, 'exempt', person, isExempt || undefined)
    },
    deleteExpense(expense) {
      const map = entry(expense)
      markDeleted(context, map, { verb: 'deleteExpense', target: expense, details: nameIn(map, 'title') })
    },
    restoreExpense(expense) {
      const map = entry(expense)
      clearDeleted(context, map, { verb: 'restoreExpense', target: expense, details: nameIn(map, 'title') })
    },
  }
}

/** The nested map of that name. Made anew only when a damaged document lacks it. */
export function innerMap(entry: AnyMap, name: string): AnyMap {
  return asMap(entry.get(name)) ?? (entry.set(name, newMap([])) as AnyMap)
}

function patchFields(patch: ExpensePatch): FieldChange[] {
  const fields: FieldChange[] = []
  if (patch.title !== undefined) fields.push(['title', checkLine(patch.title, 'title') || undefined])
  if (patch.date !== undefined) fields.push(['date', checkDay(patch.date)])
  if (patch.category !== undefined)
    fields.push(['category', checkLine(patch.category, 'category') || undefined])
  if (patch.note !== undefined) fields.push(['note', checkNote(patch.note) || undefined])
  if (patch.amountMinor !== undefined)
    fields.push(['amount', checkAmount(patch.amountMinor, 'amount') || undefined])
  if (patch.currency !== undefined) fields.push(['currency', checkCurrency(patch.currency)])
  if (patch.rate !== undefined) fields.push(['rate', checkRate(patch.rate)])
  if (patch.printedTotalMinor !== undefined) {
    const printed = patch.printedTotalMinor
    fields.push(['printed', printed === null ? undefined : checkAmount(printed, 'printed total')])
  }
  return fields
}

/** What several people's values are together, who turned out to be one, as a record tells it. */
function countedAs(values: readonly unknown[]): number | true {
  if (values.includes(true)) return true
  return values.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0)
}

/** An expense that said no currency was in the bill's. */
function withCurrency(details: readonly Plain[], before: unknown): Plain[] {
  const at = details.indexOf('currency')
  return details.map((detail, place) => (at >= 0 && place === at + 2 ? plainOf(before) : detail))
}

/** The bill's currency, written into each expense: a later change of the bill's must not re-label what was spent. */
export function billCurrency(context: WriterContext): unknown {
  return writableRoot(context, 'bill').get('currency')
}
