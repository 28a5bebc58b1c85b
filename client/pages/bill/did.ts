/** What somebody did, in words that follow their name: "took 2 parts of Vino rosso", "joined". Pure words over one record. */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { Verb } from '../../../crdt/document/verbs.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { t } from '../../i18n/text.ts'

export interface DidNames {
  /** What a line, expense or charge is called now; undefined for what is gone. */
  readonly thing: (target: string) => string | undefined
  /** What a person is called inside a sentence: "you", a name. */
  readonly person: (id: PersonId) => string
  /** An amount of the receipt. */
  readonly amount: (minor: number) => string
}

const onThing = {
  addItem: 'did.added',
  addExpense: 'did.added',
  addCharge: 'did.added',
  setCharge: 'did.changed',
  deleteItem: 'did.deleted',
  deleteExpense: 'did.deleted',
  deleteCharge: 'did.deleted',
  restoreItem: 'did.broughtBack',
  restoreExpense: 'did.broughtBack',
  restoreCharge: 'did.broughtBack',
  moveItem: 'did.moved',
} as const satisfies Partial<Record<Verb, `did.${string}`>>

const onPerson = {
  addPerson: 'did.added',
  setPerson: 'did.changed',
  removePerson: 'did.removed',
  restorePerson: 'did.broughtBack',
} as const satisfies Partial<Record<Verb, `did.${string}`>>

const plain = {
  create: 'did.started',
  setBill: 'did.setBill',
  close: 'did.closed',
  reopen: 'did.reopened',
  seat: 'did.joined',
  leave: 'did.left',
  comeBack: 'did.cameBack',
  setExpense: 'did.setReceipt',
  setShare: 'did.setShare',
  splitRest: 'did.splitRest',
  freeRest: 'did.freeRest',
  addPayment: 'did.paid',
  setPayment: 'did.changedPayment',
  deletePayment: 'did.unpaid',
  restorePayment: 'did.paid',
  undo: 'did.undid',
  redo: 'did.redid',
} as const satisfies Partial<Record<Verb, `did.${string}`>>

const has = <Table extends object>(table: Table, verb: string): verb is Extract<keyof Table, string> =>
  Object.hasOwn(table, verb)

export function didWords(record: ActivityRecord, names: DidNames): string {
  const { verb, target, changes } = record
  const [change] = changes
  const noted = typeof change?.now === 'string' ? change.now : ''
  const thing = () => names.thing(target) || noted || t('item.unnamed')
  if (verb === 'takeItem' || verb === 'giveItem') return tookWords(record, thing(), names)
  if (verb === 'setItem') {
    if (change?.field === 'name' && change.before !== null) {
      return t('did.renamed', { before: String(change.before), thing: thing() })
    }
    if (change?.field === 'price' && typeof change.now === 'number') {
      return t('did.priced', { thing: thing(), amount: names.amount(change.now) })
    }
    return t('did.changed', { thing: thing() })
  }
  if (verb === 'addItems' || verb === 'addPeople') {
    const n = typeof change?.now === 'number' ? change.now : 2
    return verb === 'addItems' ? t('did.addedItems', { n }) : t('did.addedPeople', { n })
  }
  if (has(onThing, verb)) return t(onThing[verb], { thing: thing() })
  if (has(onPerson, verb)) return t(onPerson[verb], { thing: names.person(target as PersonId) })
  return has(plain, verb) ? t(plain[verb]) : t('did.setBill')
}

/** Somebody's parts of a line: one's own, or another person's. */
function tookWords({ by, changes }: ActivityRecord, thing: string, names: DidNames): string {
  const [change] = changes
  const parts = typeof change?.now === 'number' ? change.now : 0
  const person = change?.person ?? null
  if (person === null || person === by) {
    if (parts === 0) return t('did.gaveBack', { thing })
    return parts === 1 ? t('did.took', { thing }) : t('did.tookParts', { n: parts, thing })
  }
  const whom = { thing, person: names.person(person) }
  if (parts === 0) return t('did.tookFrom', whom)
  return parts === 1 ? t('did.gave', whom) : t('did.gaveParts', { n: parts, ...whom })
}
