/**
 * The places of an expense that an editor changes and somebody else may change meanwhile: what was there when one first changed
 * it, and whether that has become something else. Pure values.
 */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { ActivityChange } from '../../../crdt/document/changes.ts'
import type { ExpenseChange, PeopleOfExpense } from '../../../crdt/document/commands.ts'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { relabelExpense } from '../../../crdt/domain/relabel.ts'
import type { PersonId } from '../../../crdt/ids.ts'

/** The maps of an expense that people have values in. */
export type Which = keyof PeopleOfExpense
export type Field = keyof Omit<ExpenseChange, 'people'>

/** What was changed in an editor. */
export interface Changes {
  readonly fields: { readonly [Key in Field]?: unknown }
  readonly people: { readonly [Key in Which]?: Readonly<Record<PersonId, number | boolean>> }
}

interface Parts {
  readonly fields: readonly Field[]
  readonly maps: readonly Which[]
}

/** How it is divided is one place: the parts of it mean little without each other. So is who paid. */
export const spots = {
  title: { fields: ['title'], maps: [] },
  amount: { fields: ['amountMinor'], maps: [] },
  currency: { fields: ['currency'], maps: [] },
  rate: { fields: ['rate'], maps: [] },
  date: { fields: ['date'], maps: [] },
  category: { fields: ['category'], maps: [] },
  note: { fields: ['note'], maps: [] },
  payers: { fields: ['payer'], maps: ['paid'] },
  split: { fields: ['mode'], maps: ['among', 'parts', 'percent', 'exact', 'adjust'] },
  exempt: { fields: [], maps: ['exempt'] },
} as const satisfies Record<string, Parts>

export type Spot = keyof typeof spots
export const allSpots = Object.keys(spots) as readonly Spot[]

/** Each place that was changed, with the expense as it was then; without its items, which the editor does not change. */
export type Seen = { readonly [Key in Spot]?: Expense | undefined }

export function isChangedAt(spot: Spot, { fields, people }: Changes): boolean {
  const parts: Parts = spots[spot]
  return (
    parts.fields.some(field => fields[field] !== undefined) ||
    parts.maps.some(which => Object.keys(people[which] ?? {}).length > 0)
  )
}

/**
 * True when somebody else changed what was changed here, and to something else.
 * @param seen the expense as it was when this place was first changed here
 * @param live as it is on the bill now
 * @param mine as it would be saved
 */
export function isSetMeanwhile(
  spot: Spot,
  seen: Expense,
  live: Expense,
  mine: Expense,
  changes: Changes,
): boolean {
  const parts: Parts = spots[spot]
  // The same numbers under another currency are no change of theirs.
  const before = relabelExpense(seen, live.currency)
  const heads = parts.fields.filter(
    field => !same(fieldOf(field === 'currency' ? seen : before, field), fieldOf(live, field)),
  )
  const values = parts.maps.flatMap(which => {
    const [then, now] = [valuesOf(before, which), valuesOf(live, which)]
    const people = Object.keys({ ...then, ...now }) as PersonId[]
    return people
      .filter(person => then[person] !== now[person])
      .map(person => ({ which, person, isMine: changes.people[which]?.[person] !== undefined }))
  })
  const hasOwnHead = parts.fields.some(field => changes.fields[field] !== undefined)
  const isTheirs = heads.length > 0 || values.some(({ isMine }) => isMine || hasOwnHead)
  return isTheirs && isOwn(parts, live, mine, changes)
}

/** Saved as it is, it would not be what is on the bill now. */
function isOwn(parts: Parts, live: Expense, mine: Expense, changes: Changes): boolean {
  return (
    parts.fields.some(field => !same(fieldOf(live, field), fieldOf(mine, field))) ||
    parts.maps.some(which => {
      const [theirs, own] = [valuesOf(live, which), valuesOf(mine, which)]
      return Object.keys(changes.people[which] ?? {}).some(
        person => theirs[person as PersonId] !== own[person as PersonId],
      )
    })
  )
}

/**
 * Who set this place to what it is now; null: nobody knows. Clocks differ: it is whoever's record says so, and only where none
 * does whoever's is the newest.
 * @param records newest first
 */
export function whoSet(spot: Spot, expense: Expense, records: readonly ActivityRecord[]): PersonId | null {
  const parts: Parts = spots[spot]
  const about = records.filter(({ target }) => target === expense.id)
  const says = ({ field, person, now }: ActivityChange): boolean => {
    if (person !== null) {
      const which = parts.maps.find(name => name === field)
      return which !== undefined && (valuesOf(expense, which)[person] ?? 0) === now
    }
    const name = parts.fields.find(each => each === (field === 'amount' ? 'amountMinor' : field))
    return name !== undefined && told(fieldOf(expense, name)) === (now || '')
  }
  return (about.find(({ changes }) => changes.some(says)) ?? about[0] ?? expense.written).by
}

/** A value as a record has it; nothing is nothing. */
function told(value: unknown): unknown {
  const isRate = typeof value === 'object' && value !== null && 'exponent' in value && 'value' in value
  return isRate ? `${value.value} ${value.exponent}` : value || ''
}

function fieldOf(expense: Expense, field: Field): unknown {
  return field === 'mode' ? expense.split.mode : expense[field]
}

function valuesOf(expense: Expense, which: Which): Readonly<Record<PersonId, number | true>> {
  if (which === 'paid') return expense.paid
  const members = which === 'exempt' ? expense.exempt : which === 'among' ? expense.split.among : null
  if (members !== null) return Object.fromEntries(members.map(id => [id, true as const]))
  return expense.split[which as 'parts' | 'percent' | 'exact' | 'adjust']
}

/** A rate is a value and its exponent. */
function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
