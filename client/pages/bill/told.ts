/**
 * What somebody did, as Activity tells it: words that follow their name, names and values marked to stand out, and what was there
 * before. Pure words over the records of a line; what the ids stand for comes in.
 */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { ActivityChange } from '../../../crdt/document/changes.ts'
import { settingsOf } from '../../../crdt/document/settings.ts'
import type { Thing } from '../../../crdt/document/things.ts'
import { isDeletion } from '../../../crdt/document/verbs.ts'
import type { Minor } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { strong } from '../../i18n/strong.ts'
import { list, t } from '../../i18n/text.ts'
import { type DidNames, didWords } from './did.ts'
import { fieldName, valueWords } from './field-words.ts'

export interface ToldNames {
  /** What an id stands for, deleted or not. */
  readonly thing: (id: string) => Thing | null
  /** What a person is called inside a sentence: "you", a name. */
  readonly person: (id: PersonId) => string
  /** An amount in the currency of the thing; null: in the bill's. */
  readonly amount: (minor: Minor, thing: Thing | null) => string
  /** What a category of an expense is called. */
  readonly category: (value: string) => string
}

export interface Told {
  /** With marks (strong.ts). */
  readonly did: string
  /** Below it; empty: nothing. */
  readonly note: string
}

/** Names of things that are told one by one; more are counted. */
const namedTogether = 3
const listedTogether = 5
/** Fields of one step that are told one by one. */
const toldFields = 4

/** A category of the bill's own (document/defaults.ts). */
const categoryField = /^c[\w-]{8}$/

/** The words of a line. `records` are told together, the newest first. */
export function toldOf(records: readonly ActivityRecord[], names: ToldNames): Told {
  const [record] = records
  if (record === undefined) return { did: '', note: '' }
  if (records.length > 1) return together(records, record, names)
  const { verb, target, changes } = record
  const thing = names.thing(target)
  const called = strong(titleOf(record, names))
  const marked = {
    thing: () => called,
    person: (id: PersonId) => strong(names.person(id)),
    amount: (minor: Minor) => strong(names.amount(minor, thing)),
  }
  if (/Payment$/.test(verb) && verb !== 'setPayment') return paymentTold(record, names)
  if (verb === 'setShare') return shareTold(record, names)
  if (verb.startsWith('set')) return changesTold(record, names)
  // Only while it is gone: what was brought back may have another amount by now.
  if (isDeletion(verb) && thing?.isDeleted && thing.amountMinor !== null) {
    return { did: `${didWords(record, marked)} ${names.amount(thing.amountMinor, thing)}`, note: '' }
  }
  if (verb === 'addExpense') return spentTold(record, thing, names)
  if (verb === 'undo' || verb === 'redo') return stepTold(record, called, marked, names)
  if ((verb === 'leave' || verb === 'comeBack') && target !== record.by) {
    return { did: t(verb === 'leave' ? 'activity.left' : 'activity.cameBack', { person: called }), note: '' }
  }
  if ((verb === 'takeItem' || verb === 'giveItem') && (changes[0]?.now ?? 0) !== 0) {
    const before = changes[0]?.before
    const note =
      typeof before === 'number' && before > 0
        ? t('activity.was', { was: t('activity.parts', { n: before }) })
        : ''
    return { did: didWords(record, marked), note }
  }
  return { did: didWords(record, marked), note: '' }
}

/** An undo or a redo, and the values that came of it. */
function stepTold(record: ActivityRecord, called: string, marked: DidNames, names: ToldNames): Told {
  const { verb } = record
  const note = settingsOf(record).length > 0 ? notesOf(record, names) : ''
  // The bill's own name says nothing: it is the bill one looks at.
  if (titleOf(record, names) === t('activity.bill')) return { did: didWords(record, marked), note }
  return { did: t(verb === 'undo' ? 'activity.undid' : 'activity.redid', { thing: called }), note }
}

/** As it was entered: what became of it since stands in lines of its own. */
function spentTold({ target, changes }: ActivityRecord, thing: Thing | null, names: ToldNames): Told {
  const noted = (field: string) => changes.find(change => change.field === field)?.now ?? null
  const title = noted('name') || titleOf({ target, changes: [] }, names)
  const [amount, currency] = [noted('amount'), noted('currency')]
  const called = strong(String(title))
  if (typeof amount !== 'number' || thing === null)
    return { did: t('did.added', { thing: called }), note: '' }
  const then = typeof currency === 'string' ? { ...thing, currency } : thing
  return { did: t('activity.spent', { thing: called, amount: strong(names.amount(amount, then)) }), note: '' }
}

/** What the record's target is called: "Vino rosso", "service", "the receipt", "the payment from Tom to Maya". */
export function titleOf(record: Pick<ActivityRecord, 'target' | 'changes'>, names: ToldNames): string {
  const thing = names.thing(record.target)
  const [change] = record.changes
  const noted = change?.field === 'name' && typeof change.now === 'string' ? change.now : ''
  if (thing === null) return noted || t('activity.bill')
  switch (thing.kind) {
    case 'person':
      return names.person(record.target as PersonId)
    case 'expense':
      return thing.name || t(thing.amountMinor === null ? 'activity.receipt' : 'activity.expense')
    case 'payment':
      return t('activity.payment', routeOf(thing, names))
    case 'charge': {
      if (thing.name !== '') return thing.name
      const kind = thing.charge?.kind ?? 'fee'
      return kind === 'discount' ? t('activity.discount') : t(`charge.${kind}Inside`)
    }
    case 'item':
      return thing.name || noted || t('item.unnamed')
  }
}

function routeOf(thing: Thing, names: ToldNames): { readonly from: string; readonly to: string } {
  const name = (id: PersonId | null) => (id === null ? t('person.nobody') : names.person(id))
  return { from: name(thing.from), to: name(thing.to) }
}

/** "took Vino rosso, Acqua and Pane", "added 9 items". */
function together(records: readonly ActivityRecord[], { verb }: ActivityRecord, names: ToldNames): Told {
  // In the order in which it was done.
  const things = [...new Set([...records].reverse().map(record => titleOf(record, names)))]
  const n = things.length
  const said = list(n <= namedTogether ? things.map(strong) : [])
  const rest = n - listedTogether
  const listed = [...things.slice(0, listedTogether), ...(rest > 0 ? [t('activity.more', { n: rest })] : [])]
  const note = n <= namedTogether ? '' : list(listed)
  if (n <= namedTogether)
    return { did: t(verb === 'takeItem' ? 'did.took' : 'did.added', { thing: said }), note }
  if (verb === 'takeItem') return { did: t('activity.tookItems', { n }), note }
  return { did: t(verb === 'addItem' ? 'did.addedItems' : 'did.addedPeople', { n }), note }
}

function paymentTold({ verb, target, changes }: ActivityRecord, names: ToldNames): Told {
  const thing = names.thing(target)
  const noted = changes[0]?.now
  const minor = thing?.amountMinor ?? (typeof noted === 'number' ? noted : null)
  if (thing === null || minor === null) return { did: t('did.changedPayment'), note: '' }
  const values = { ...routeOf(thing, names), amount: strong(names.amount(minor, thing)) }
  if (verb === 'addPayment') return { did: t('activity.paid', values), note: '' }
  return { did: t(verb === 'deletePayment' ? 'activity.unpaid' : 'activity.paidAgain', values), note: '' }
}

/** Somebody's part of an expense that is not itemised. */
function shareTold(record: ActivityRecord, names: ToldNames): Told {
  const [change] = record.changes
  if (change?.person == null) return { did: t('did.setShare'), note: '' }
  const { now, was } = valuesOf(record, change, names)
  const values = { person: strong(names.person(change.person)), thing: strong(titleOf(record, names)) }
  const isOn = change.now !== 0 && change.now !== null
  const note = was === '' || change.before === 0 ? '' : t('activity.was', { was })
  switch (change.field) {
    case 'among':
      return { did: t(isOn ? 'activity.among' : 'activity.notAmong', values), note: '' }
    case 'exempt':
      return { did: t(isOn ? 'activity.exempt' : 'activity.notExempt', values), note: '' }
    case 'paid':
      return isOn
        ? { did: t('activity.paidPart', { ...values, amount: strong(now) }), note }
        : { did: t('activity.notPaidPart', values), note }
    default:
      return isOn
        ? { did: t('activity.share', { ...values, now: strong(now) }), note }
        : { did: t('activity.noShare', values), note }
  }
}

/** One field with the value before below it, or several below each other. */
function changesTold(record: ActivityRecord, names: ToldNames): Told {
  const [change, ...others] = record.changes
  const thing = strong(titleOf(record, names))
  if (change === undefined) return { did: t('did.changed', { thing }), note: '' }
  if (others.length === 0) {
    return change.person === null ? changeTold(record, change, thing, names) : shareTold(record, names)
  }
  return { did: t('did.changed', { thing }), note: notesOf(record, names) }
}

/** Several changes one behind the other. */
function notesOf(record: ActivityRecord, names: ToldNames): string {
  const notes = record.changes.flatMap(each => fieldNote(record, each, names))
  const rest = notes.length - toldFields
  return [...notes.slice(0, toldFields), ...(rest > 0 ? [t('activity.more', { n: rest })] : [])].join(' · ')
}

/** One of several changes: "price 26.00, was 24.00", "Ben 12.00"; nothing for what this build does not know. */
function fieldNote(record: ActivityRecord, change: ActivityChange, names: ToldNames): readonly string[] {
  const { now, was } = valuesOf(record, change, names)
  if (change.person !== null) {
    const person = names.person(change.person)
    const isOn = change.now !== 0 && change.now !== null
    switch (change.field) {
      case 'among':
        return [t(isOn ? 'activity.isAmong' : 'activity.isNotAmong', { person })]
      case 'exempt':
        return [t(isOn ? 'activity.isExempt' : 'activity.isNotExempt', { person })]
      case 'paid':
        return [t('activity.hasPaid', { person, amount: now })]
      default:
        return [t('activity.fieldNow', { field: person, now })]
    }
  }
  const field = fieldName(change.field)
  if (field === '' || (now === '' && was === '')) return []
  if (was === '') return [t('activity.fieldNow', { field, now })]
  return [now === '' ? t('activity.fieldGone', { field, was }) : t('activity.fieldWas', { field, now, was })]
}

function changeTold(record: ActivityRecord, change: ActivityChange, thing: string, names: ToldNames): Told {
  const { verb, target, by } = record
  const { now, was } = valuesOf(record, change, names)
  const note = was === '' ? '' : t('activity.was', { was })
  const value = strong(now)
  const field = fieldName(change.field)
  switch (change.field) {
    case 'name':
    case 'title':
      if (now === '') return { did: t('activity.cleared', { field, thing }), note }
      if (verb === 'setBill') return { did: t('activity.named', { now: value }), note }
      if (verb === 'setPerson' && target === by) return { did: t('activity.goesBy', { now: value }), note }
      return was === ''
        ? { did: t('activity.set', { field, thing, now: value }), note: '' }
        : { did: t('did.renamed', { before: strong(was), thing: value }), note: '' }
    case 'note':
      return { did: t(now === '' ? 'activity.noNote' : 'activity.note', { thing }), note: now }
    case 'price':
    case 'amount':
    case 'value':
      return {
        did: t('activity.setTo', { thing, now: strong(now || names.amount(0, names.thing(target))) }),
        note,
      }
    case 'mode':
      return { did: t('activity.split', { thing, now: value }), note }
    case 'byPortion':
      return { did: t(change.now === true ? 'activity.byPortion' : 'activity.whole', { thing }), note: '' }
    case 'included':
      return { did: t(change.now === true ? 'activity.inPrices' : 'activity.onTop', { thing }), note: '' }
    case 'items':
      return { did: t('activity.appliesTo', { thing }), note: '' }
    case 'payer':
      return now === ''
        ? { did: t('activity.noPayer', { thing }), note }
        : { did: t('activity.payer', { thing, now: value }), note }
  }
  if (change.field === 'mergedInto') {
    const isMerged = change.now !== null
    const values = { person: thing, into: strong(isMerged ? now : was) }
    return { did: t(isMerged ? 'activity.merged' : 'activity.notMerged', values), note: '' }
  }
  if (verb === 'setBill' && change.field === 'split') return { did: t('activity.defaultSplit'), note: '' }
  if (verb === 'setBill' && categoryField.test(change.field)) {
    // As records have it: the name, the icon, and whether it was taken off the list.
    const [, name = '', removed] = /^(.*?) [a-z0-9-]*( true)?$/.exec(now) ?? []
    const did = removed === undefined ? 'activity.category' : 'activity.noCategory'
    return { did: t(did, { category: strong(name) }), note: '' }
  }
  if (verb === 'setPerson' && field === '') return { did: t('activity.handle', { person: thing }), note: '' }
  if (field === '')
    return { did: verb === 'setBill' ? t('did.setBill') : t('did.changed', { thing }), note: '' }
  if (change.field === 'ink') return { did: t('activity.ink', { person: thing }), note: '' }
  return now === ''
    ? { did: t('activity.cleared', { field, thing }), note }
    : { did: t('activity.set', { field, thing, now: value }), note }
}

/** Both values of a change in words. */
export function valuesOf(
  record: ActivityRecord,
  change: ActivityChange,
  names: ToldNames,
): { readonly now: string; readonly was: string } {
  const thing = names.thing(record.target)
  const { person, category } = names
  const values = { person, category, amount: (minor: Minor) => names.amount(minor, thing) }
  return {
    now: valueWords(change, change.now, values),
    was: valueWords(change, change.before, values),
  }
}
