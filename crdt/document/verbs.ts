/** What was done, in one word: the verbs of the records of activity, and what undoing or redoing each of them amounts to. */

/** Frozen: the numbers stand in documents. */
export const verbs = {
  create: 1,
  setBill: 2,
  close: 3,
  reopen: 4,
  addPerson: 5,
  setPerson: 6,
  removePerson: 7,
  restorePerson: 8,
  leave: 9,
  comeBack: 10,
  addExpense: 11,
  setExpense: 12,
  deleteExpense: 13,
  restoreExpense: 14,
  setShare: 15,
  addItem: 16,
  addItems: 17,
  setItem: 18,
  takeItem: 19,
  giveItem: 20,
  splitRest: 21,
  deleteItem: 22,
  restoreItem: 23,
  moveItem: 24,
  addCharge: 25,
  setCharge: 26,
  deleteCharge: 27,
  restoreCharge: 28,
  addPayment: 29,
  setPayment: 30,
  deletePayment: 31,
  restorePayment: 32,
  seat: 33,
  undo: 34,
  redo: 35,
  addPeople: 36,
  /** Of what was split as the rest: it is nobody's again. */
  freeRest: 37,
} as const

export type Verb = keyof typeof verbs

/** By number. */
export const verbOf: ReadonlyMap<unknown, Verb> = new Map(
  Object.entries(verbs).map(([verb, code]) => [code, verb as Verb]),
)

/** Making something, and what it is to delete and to restore it. */
const making: Partial<Record<Verb, readonly [deletes: Verb, restores: Verb]>> = {
  addPerson: ['removePerson', 'restorePerson'],
  addPeople: ['removePerson', 'restorePerson'],
  addExpense: ['deleteExpense', 'restoreExpense'],
  addItem: ['deleteItem', 'restoreItem'],
  addItems: ['deleteItem', 'restoreItem'],
  addCharge: ['deleteCharge', 'restoreCharge'],
  addPayment: ['deletePayment', 'restorePayment'],
}

const opposites: readonly (readonly [Verb, Verb])[] = [
  ['close', 'reopen'],
  ['leave', 'comeBack'],
  ['removePerson', 'restorePerson'],
  ['deleteExpense', 'restoreExpense'],
  ['deleteItem', 'restoreItem'],
  ['deleteCharge', 'restoreCharge'],
  ['deletePayment', 'restorePayment'],
  ['splitRest', 'freeRest'],
]
const oppositeOf = new Map(
  opposites.flatMap(([one, other]): [Verb, Verb][] => [
    [one, other],
    [other, one],
  ]),
)

/** True for what brings entries into being. */
export function isMaking(verb: Verb | null): boolean {
  return verb !== null && making[verb] !== undefined
}

/** True for what deletes an item, an expense, a person. */
export function isDeletion(verb: Verb | null): boolean {
  return verb !== null && (verb.startsWith('delete') || verb === 'removePerson')
}

export function isRestoring(verb: Verb | null): boolean {
  return verb?.startsWith('restore') ?? false
}

/**
 * What a record's verb amounts to: an undo of a deletion restores, a redo of it deletes, an undo of a change is a change. Null for
 * an undo that does not say of what.
 */
export function effectOf({ verb, of }: { readonly verb: Verb; readonly of: Verb | null }): Verb | null {
  if (verb !== 'undo' && verb !== 'redo') return verb
  if (of === null) return null
  const made = making[of]
  if (made !== undefined) return verb === 'undo' ? made[0] : made[1]
  return verb === 'undo' ? (oppositeOf.get(of) ?? of) : of
}
