/**
 * Documents that somebody spoilt on purpose: each starts as a healthy bill, and `make` does the harm.
 *
 * The healthy part is Ada, Ben, a receipt with the dish "Pasta" (1200) that both share, and a payment of 5 from Ben
 * to Ada; it must be read as it is whatever else is there, except where `spares` says otherwise.
 */
import * as Y from 'yjs'
import type { IssueReason } from '../../../crdt/domain/bill.ts'

type AnyMap = Y.Map<unknown>

export interface HealthyIds {
  readonly ada: string
  readonly ben: string
  readonly expense: string
  readonly pasta: string
  readonly payment: string
}

export interface HostileDocument {
  readonly name: string
  /** The issue that the reader must report; null: left out or repaired in silence. */
  readonly reason: IssueReason | null
  /** False when the harm is done to the healthy part itself. */
  readonly spares: boolean
  readonly make: (doc: Y.Doc, ids: HealthyIds) => void
}

const id = (text: string) => text.padEnd(8, '0')

function inner(doc: Y.Doc, root: string, ...path: readonly string[]): AnyMap {
  return path.reduce((map, key) => map.get(key) as AnyMap, doc.getMap(root) as AnyMap)
}

function newItem(entries: Record<string, unknown>): AnyMap {
  return new Y.Map(Object.entries({ at: 1, order: 'a1', name: 'Odd', parts: new Y.Map(), ...entries }))
}

/** A second item of the receipt with these fields. */
const item = (entries: () => Record<string, unknown>) => (doc: Y.Doc, ids: HealthyIds) => {
  inner(doc, 'expenses', ids.expense, 'items').set(id('item'), newItem(entries()))
}

/** A second expense with these fields. */
const expense = (entries: () => Record<string, unknown>) => (doc: Y.Doc) => {
  const fields = { at: 1, order: 'a1', title: 'Odd', mode: 'equal', date: '2026-11-23', ...entries() }
  doc.getMap('expenses').set(id('expense'), new Y.Map(Object.entries(fields)))
}

/** A further person with these fields. */
const person =
  (entries: () => Record<string, unknown>, key = id('person')) =>
  (doc: Y.Doc) => {
    const fields = { at: 1, order: 'a2', name: 'Cy', ink: 3, ...entries() }
    doc.getMap('people').set(key, new Y.Map(Object.entries(fields)))
  }

const payment = (entries: (ids: HealthyIds) => Record<string, unknown>) => (doc: Y.Doc, ids: HealthyIds) => {
  const fields = { at: 1, from: ids.ben, to: ids.ada, amount: 7, date: '2026-11-23', ...entries(ids) }
  doc.getMap('payments').set(id('payment'), new Y.Map(Object.entries(fields)))
}

const charge = (entries: () => Record<string, unknown>) => (doc: Y.Doc, ids: HealthyIds) => {
  const fields = { at: 1, order: 'a1', kind: 'tip', value: ['amount', 5], ...entries() }
  inner(doc, 'expenses', ids.expense, 'charges').set(id('charge'), new Y.Map(Object.entries(fields)))
}

/** Something in the parts of the healthy dish, beside the parts of Ada and Ben. */
const parts = (key: string, value: unknown) => (doc: Y.Doc, ids: HealthyIds) => {
  inner(doc, 'expenses', ids.expense, 'items', ids.pasta, 'parts').set(key, value)
}

/** The whole root map as another type, as a peer that skips our code can have it. */
const otherRoot = (name: string) => (doc: Y.Doc) => {
  const other = new Y.Doc()
  other.clientID = 77
  other.getText(name).insert(0, 'not a map')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
}

const row = (
  name: string,
  reason: IssueReason | null,
  make: (doc: Y.Doc, ids: HealthyIds) => void,
  spares = true,
): HostileDocument => ({ name, reason, spares, make })

export const hostileDocuments: readonly HostileDocument[] = [
  // Amounts
  row(
    'D1: a price that is text',
    'badAmount',
    item(() => ({ price: '12.00' })),
  ),
  row(
    'D2: a price that is null',
    'badAmount',
    item(() => ({ price: null })),
  ),
  row(
    'D3: a price that is an object',
    'badAmount',
    item(() => ({ price: { valueOf: 5 } })),
  ),
  row(
    'D4: a price that is NaN',
    'badAmount',
    item(() => ({ price: Number.NaN })),
  ),
  row(
    'D5: a price that is infinite',
    'badAmount',
    item(() => ({ price: Number.NEGATIVE_INFINITY })),
  ),
  row(
    'D6: a price with a fraction',
    'badAmount',
    item(() => ({ price: 0.1 })),
  ),
  row(
    'D7: a price of minus zero',
    null,
    item(() => ({ price: -0 })),
  ),
  row(
    'D8: a price of 2^53 + 2',
    'amountTooBig',
    item(() => ({ price: 2 ** 53 + 2 })),
  ),
  row(
    'D9: a price one cent over the limit',
    'amountTooBig',
    item(() => ({ price: -1_000_000_000_001 })),
  ),
  row(
    'D10: a price that is a BigInt',
    'badAmount',
    item(() => ({ price: 12n })),
  ),
  row(
    'D11: a price that is a Y.Text',
    'badAmount',
    item(() => ({ price: new Y.Text('12') })),
  ),
  row(
    'D12: a price that is bytes',
    'badAmount',
    item(() => ({ price: new Uint8Array(9) })),
  ),
  row(
    'D13: an expense amount that is a nested map',
    'badAmount',
    expense(() => ({ amount: new Y.Map([['amount', 1]]) })),
  ),
  row(
    'D14: a printed total that is true',
    'badAmount',
    expense(() => ({ printed: true })),
  ),
  row(
    'D15: a payment of nothing',
    'badAmount',
    payment(() => ({ amount: 0 })),
  ),
  row(
    'D16: a negative payment',
    'badAmount',
    payment(() => ({ amount: -5 })),
  ),
  row('D17: paid amounts that are text', 'badAmount', (doc, ids) =>
    inner(doc, 'expenses', ids.expense, 'paid').set(ids.ben, '5'),
  ),
  // Parts, weights, quantities
  row('D18: negative parts', 'badParts', (doc, ids) => parts(ids.ben, -1)(doc, ids), false),
  row('D19: ten million parts', 'badParts', (doc, ids) => parts(ids.ben, 10_000_000)(doc, ids), false),
  row('D20: parts that are an object', 'badParts', (doc, ids) => parts(ids.ben, { n: 1 })(doc, ids), false),
  row('D21: parts of somebody unknown', 'unknownPerson', parts('nobody00', 1)),
  row('D22: parts under __proto__', 'badId', parts('__proto__', 5)),
  row('D23: parts under constructor', 'badId', parts('constructor', 5)),
  row('D24: parts under toString, which has eight letters', 'badId', parts('toString', 5)),
  row('D25: parts under an empty key', 'badId', parts('', 5)),
  row('D26: ten thousand unknown sharers of one dish', 'tooMany', (doc, ids) => {
    const map = inner(doc, 'expenses', ids.expense, 'items', ids.pasta, 'parts')
    doc.transact(() => {
      for (let i = 0; i < 10_000; i++) map.set(id(`x${i}`), 1)
    })
  }),
  row(
    'D27: a weight of 0',
    'badParts',
    person(() => ({ weight: 0 })),
  ),
  row(
    'D28: a quantity of 0',
    'badQuantity',
    item(() => ({ quantity: 0 })),
  ),
  row(
    'D29: a quantity of ten million',
    'badQuantity',
    item(() => ({ quantity: 10_000_000 })),
  ),
  row('D30: a percent over all bounds', 'badParts', (doc, ids) =>
    inner(doc, 'expenses', ids.expense, 'percent').set(ids.ben, 1_000_001),
  ),
  // Shapes
  row('D31: an expense that is a plain object', 'badShape', doc =>
    doc.getMap('expenses').set(id('plain'), { at: 1, title: 'Odd' }),
  ),
  row('D32: an expense that is a Y.Array', 'badShape', doc =>
    doc.getMap('expenses').set(id('array'), new Y.Array()),
  ),
  row('D33: an item that is a number', 'badShape', (doc, ids) =>
    inner(doc, 'expenses', ids.expense, 'items').set(id('number'), 7),
  ),
  row('D34: a person that is text', 'badShape', doc => doc.getMap('people').set(id('text'), 'Cy')),
  row(
    'D35: items that are a plain object',
    'badShape',
    expense(() => ({ items: { a: 1 } })),
  ),
  row(
    'D36: items that are a Y.Array',
    'badShape',
    expense(() => ({ items: new Y.Array() })),
  ),
  row(
    'D37: parts that are a Y.Text',
    'badShape',
    item(() => ({ parts: new Y.Text('1') })),
  ),
  row(
    'D38: an expense without any nested map',
    null,
    expense(() => ({})),
  ),
  row(
    'D39: a subdocument as a price',
    'badAmount',
    item(() => ({ price: new Y.Doc() })),
  ),
  row(
    'D40: nested maps 200 deep where a price belongs',
    'badAmount',
    item(() => {
      let deep = new Y.Map()
      for (let i = 0; i < 200; i++) deep = new Y.Map([['deeper', deep]])
      return { price: deep }
    }),
  ),
  row(
    'D41: a name that is a number',
    'badShape',
    person(() => ({ name: 5 })),
  ),
  row(
    'D42: an ink off the palette',
    'badShape',
    person(() => ({ ink: 99 })),
  ),
  row(
    'D43: an unknown split mode',
    'badShape',
    expense(() => ({ mode: 'roulette' })),
  ),
  row(
    'D44: a split mode that names a method of objects',
    'badShape',
    expense(() => ({ mode: 'hasOwnProperty' })),
  ),
  row(
    'D45: a place in the order that is no key',
    'badShape',
    item(() => ({ order: '../../..' })),
  ),
  row(
    'D46: a place in the order of 10,000 letters',
    'badShape',
    item(() => ({ order: `a0${'V'.repeat(10_000)}` })),
  ),
  row('D47: among with numbers in place of true', 'badShape', (doc, ids) =>
    inner(doc, 'expenses', ids.expense, 'among').set(ids.ben, 1),
  ),
  row(
    'D48: a charge whose value is a number',
    'badShape',
    charge(() => ({ value: 8875 })),
  ),
  row(
    'D49: a charge of a negative percentage',
    'badAmount',
    charge(() => ({ value: ['percent', -1] })),
  ),
  row(
    'D50: a charge of an unknown type',
    'badAmount',
    charge(() => ({ value: ['share', 5] })),
  ),
  row(
    'D51: a charge on an item that does not exist',
    'unknownItem',
    charge(() => ({ items: new Y.Map([[id('gone'), true]]) })),
  ),
  row(
    'D52: a charge of a kind from the future',
    'badShape',
    charge(() => ({ kind: 'carbon' })),
  ),
  row(
    'D53: payment handles under constructor',
    'badId',
    person(() => ({ handles: new Y.Map([['constructor', 'x']]) })),
  ),
  row(
    'D54: thirty payment handles',
    'tooMany',
    person(() => ({
      handles: new Y.Map(
        Array.from({ length: 30 }, (_, i) => [
          `h${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'z' : ''}x`,
          'x',
        ]),
      ),
    })),
  ),
  // Ids
  row('D55: an item with a key of 10,000 letters', 'badId', (doc, ids) =>
    inner(doc, 'expenses', ids.expense, 'items').set('k'.repeat(10_000), newItem({})),
  ),
  row(
    'D56: a person under __proto__',
    'badId',
    person(() => ({}), '__proto__'),
  ),
  row(
    'D57: a person under toString',
    'badId',
    person(() => ({}), 'toString'),
  ),
  row('D58: an expense under an empty key', 'badId', doc =>
    doc.getMap('expenses').set('', new Y.Map([['at', 1]])),
  ),
  // People
  row(
    'D59: somebody merged into themselves',
    null,
    person(() => ({ mergedInto: id('person') })),
  ),
  row('D60: two merged into each other', null, doc => {
    person(() => ({ mergedInto: id('other') }))(doc)
    person(() => ({ mergedInto: id('person') }), id('other'))(doc)
  }),
  row('D61: a chain of merges that ends in a ring', null, doc => {
    for (let i = 0; i < 50; i++)
      person(() => ({ mergedInto: id(`ring${Math.max(i - 1, 0) === 0 ? 49 : i - 1}`) }), id(`ring${i}`))(doc)
  }),
  row(
    'D62: somebody merged into nobody',
    'unknownPerson',
    person(() => ({ mergedInto: 'nobody00' })),
  ),
  row(
    'D63: a payer who is unknown',
    'unknownPerson',
    expense(() => ({ payer: 'nobody00' })),
  ),
  row(
    'D64: a payer who is an object',
    'badShape',
    expense(() => ({ payer: { id: 'x' } })),
  ),
  row(
    'D65: a payment from nobody',
    'unknownPerson',
    payment(() => ({ from: 'nobody00' })),
  ),
  row(
    'D66: a payment to oneself',
    'badShape',
    payment(({ ada }) => ({ from: ada })),
  ),
  row(
    'D67: everybody taken out of the document, so that a payment has nobody',
    'unknownPerson',
    (doc, ids) => {
      for (const key of [ids.ada, ids.ben]) doc.getMap('people').delete(key)
    },
    false,
  ),
  row(
    'D68: a removed person with a deletion that is no time',
    null,
    person(() => ({ deletedAt: 'yesterday', name: 7, ink: 99 })),
  ),
  row('D69: three hundred removed people', null, doc => {
    for (let i = 0; i < 300; i++) person(() => ({ order: 'z', deletedAt: 1 }), id(`p${i}`))(doc)
  }),
  row('D70: three hundred people', 'tooMany', doc => {
    for (let i = 0; i < 300; i++) person(() => ({ order: 'z' }), id(`p${i}`))(doc)
  }),
  // Currencies, rates, dates, times
  row(
    'D71: a currency that does not exist',
    'badCurrency',
    expense(() => ({ currency: 'XQX' })),
  ),
  row(
    'D72: a currency in lower case',
    'badCurrency',
    expense(() => ({ currency: 'eur' })),
  ),
  row(
    'D73: a currency that names a method of objects',
    'badCurrency',
    expense(() => ({ currency: 'constructor' })),
  ),
  row(
    'D74: a rate of 0',
    'badRate',
    expense(() => ({ currency: 'JPY', rate: [0, 0] })),
  ),
  row(
    'D75: a rate below 0',
    'badRate',
    expense(() => ({ currency: 'JPY', rate: [-1, 0] })),
  ),
  row(
    'D76: a rate with a million decimals',
    'badRate',
    expense(() => ({ currency: 'JPY', rate: [1, 1_000_000] })),
  ),
  row(
    'D77: a rate that is a float',
    'badRate',
    expense(() => ({ currency: 'JPY', rate: 0.0062 })),
  ),
  row(
    'D78: a date that is in no calendar',
    'badDate',
    expense(() => ({ date: '2026-02-30' })),
  ),
  row(
    'D79: a date of the year 9999',
    'badDate',
    expense(() => ({ date: '9999-12-31' })),
  ),
  row(
    'D80: a date that is a number',
    'badDate',
    expense(() => ({ date: 20261123 })),
  ),
  row(
    'D81: a time beyond what a date can hold',
    'badDate',
    person(() => ({ joinedAt: 1e300 })),
  ),
  row(
    'D82: an entry written at a senseless time',
    null,
    expense(() => ({ at: 'yesterday', by: { a: 1 }, date: undefined })),
  ),
  // Text
  row(
    'D83: a title of ten million letters',
    'textTooLong',
    expense(() => ({ title: 'a'.repeat(10_000_000) })),
  ),
  row(
    'D84: a name of 5,000 combining marks',
    'textTooLong',
    person(() => ({ name: `e${'\u0301'.repeat(5_000)}` })),
  ),
  row(
    'D85: markup in a name',
    null,
    person(() => ({ name: '<img src=x onerror=alert(1)>' })),
  ),
  row(
    'D86: a name that turns the reading order',
    null,
    person(() => ({ name: '\u202eyC\u2066' })),
  ),
  row(
    'D87: NUL and bells in a name',
    null,
    person(() => ({ name: 'C\u0000\u0007y' })),
  ),
  row(
    'D88: a lone surrogate in a name',
    null,
    person(() => ({ name: 'C\ud800y' })),
  ),
  row(
    'D89: a name cut through a character',
    'textTooLong',
    person(() => ({ name: `${'a'.repeat(199)}😀` })),
  ),
  // The head and the roots
  row('D90: a schema of version 999', 'newerSchema', doc => doc.getMap('bill').set('schema', 999)),
  row('D91: a schema that is an object', null, doc => doc.getMap('bill').set('schema', { v: 1 })),
  row('D92: a schema of NaN', null, doc => doc.getMap('bill').set('schema', Number.NaN)),
  row('D93: a bill in a currency that does not exist', 'badCurrency', doc =>
    doc.getMap('bill').set('currency', 'nope'),
  ),
  row('D94: a bill closed at a senseless time', 'badDate', doc => doc.getMap('bill').set('closedAt', 'now')),
  row('D95: text in the root of the people', null, otherRoot('people')),
  row('D96: text in the root of the expenses', null, otherRoot('expenses')),
  row('D97: text in the root of the bill', null, otherRoot('bill')),
  row('D98: devices that are junk', null, doc => {
    const devices = doc.getMap('devices')
    for (const value of [null, 7, 'x', [], { person: '__proto__' }, new Y.Map()])
      devices.set(id(String(value)), value)
    devices.set('0123456789abcdef', { person: { person: 1 } })
  }),
  row('D99: activity that is junk', null, doc => {
    for (const value of [null, 7, 'x', [], [1, 2, 3], new Y.Map()])
      doc.getMap('activity').set(id(String(value)), value)
  }),
  row('D100: an unknown root map', null, doc => doc.getMap('backdoor').set('x', 1)),
  row('D101: a default split with parts below nothing', 'badShape', doc =>
    inner(doc, 'bill', 'defaults').set('split', ['parts', id('person'), -1]),
  ),
  row('D102: a category whose drawing is markup', 'badShape', doc =>
    inner(doc, 'bill', 'defaults').set(`c${id('odd')}`, ['Odd', '"><img>']),
  ),
  row('D103: three hundred categories', 'tooMany', doc => {
    const defaults = inner(doc, 'bill', 'defaults')
    for (let i = 0; i < 300; i++) defaults.set(`c${id(`k${i}`)}`, ['Odd', 'mug'])
  }),
  row('D104: a default split that names nobody', null, doc =>
    inner(doc, 'bill', 'defaults').set('split', ['parts', id('nobody'), 2]),
  ),
  // Sheer size
  row('D105: a million entries that are no items', 'tooMany', (doc, ids) => {
    const items = inner(doc, 'expenses', ids.expense, 'items')
    doc.transact(() => {
      for (let i = 0; i < 1_000_000; i++) items.set(i.toString(36).padStart(8, '0'), i)
    })
  }),
  row('D106: thirty thousand items on one receipt', 'tooMany', (doc, ids) => {
    const items = inner(doc, 'expenses', ids.expense, 'items')
    doc.transact(() => {
      for (let i = 0; i < 30_000; i++)
        items.set(
          i.toString(36).padStart(8, '0'),
          new Y.Map<unknown>([
            ['at', 1],
            ['order', 'b00'],
          ]),
        )
    })
  }),
  row('D107: thousands of empty shells', null, (doc, ids) => {
    const items = inner(doc, 'expenses', ids.expense, 'items')
    doc.transact(() => {
      for (let i = 0; i < 5_000; i++) items.set(id(`s${i}`), new Y.Map())
    })
  }),
  row(
    'D108: everything deleted for good',
    null,
    doc => {
      for (const root of ['people', 'expenses', 'payments', 'bill']) doc.getMap(root).clear()
    },
    false,
  ),
]
