import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { piecesOf, withoutMarks } from '../../../client/i18n/strong.ts'
import { linesOf } from '../../../client/pages/bill/activity-lines.ts'
import { currenciesThen } from '../../../client/pages/bill/currency-then.ts'
import { type ToldNames, toldOf } from '../../../client/pages/bill/told.ts'
import { toldNames } from '../../../client/pages/bill/told-names.ts'
import { readActivity } from '../../../crdt/document/activity.ts'
import { placesIn, thingIn } from '../../../crdt/document/things.ts'
import { verbs } from '../../../crdt/document/verbs.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, noonMs, type Phone, receiptOf } from '../document/phones.ts'

function table() {
  const ada = adasPhone()
  const me = ada.me as PersonId
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const wine = ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 2400 })
  const taxi = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 3000 })
  return { ada, me, ben, expense, wine, taxi }
}

// Dates of another year have the year beside them.
beforeAll(() => {
  vi.useFakeTimers({ now: noonMs, toFake: ['Date'] })
})
afterAll(() => {
  vi.useRealTimers()
})

type World = ReturnType<typeof table>

const namesOf = ({ ada, me, ben }: World): ToldNames => ({
  thing: id => thingIn(placesIn(ada.doc), id),
  person: id => (id === me ? 'you' : id === ben ? 'Ben' : 'somebody'),
  amount: minor => (minor / 100).toFixed(2),
  category: value => `(${value})`,
})

/** The newest record, with what stands below it in brackets. */
function told(world: World, count = 1): string {
  const { did, note } = toldOf(readActivity(world.ada.doc).slice(0, count), namesOf(world))
  return withoutMarks(did) + (note === '' ? '' : ` [${note}]`)
}

const cases: readonly (readonly [words: string, run: (world: World) => void])[] = [
  ['took Wine', ({ ada, expense, wine, me }) => ada.write.setParts(expense, wine, me, 1)],
  [
    'took 3 parts of Wine [was 1 part]',
    ({ ada, expense, wine, me }) => {
      ada.write.setParts(expense, wine, me, 1)
      ada.write.setParts(expense, wine, me, 3)
    },
  ],
  ['gave Wine to Ben', ({ ada, expense, wine, ben }) => ada.write.setParts(expense, wine, ben, 1)],
  [
    'set Wine to 26.00 [was 24.00]',
    ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { priceMinor: 2600 }),
  ],
  ['renamed Wine to Red', ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { name: 'Red' })],
  [
    'set the quantity of Wine to 2',
    ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { quantity: 2 }),
  ],
  [
    'counted Wine by portion',
    ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { byPortion: true }),
  ],
  [
    'changed Red [name Red, was Wine · price 26.00, was 24.00]',
    ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { name: 'Red', priceMinor: 2600 }),
  ],
  ['deleted Wine 24.00', ({ ada, expense, wine }) => ada.write.deleteItem(expense, wine)],
  [
    'added 4 items',
    ({ ada, expense }) => {
      const item = (name: string) => ({ name, quantity: 1, priceMinor: 1 })
      ada.write.addItems(expense, ['a', 'b', 'c', 'd'].map(item))
    },
  ],
  [
    'added Taxi, 12.00',
    ({ ada }) => void ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 1200 }),
  ],
  [
    'added an expense, 12.00',
    ({ ada }) => void ada.write.addExpense({ title: '', mode: 'equal', amountMinor: 1200 }),
  ],
  ['set Taxi to 120.00 [was 30.00]', ({ ada, taxi }) => ada.write.setExpense(taxi, { amountMinor: 12_000 })],
  [
    'set the date of Taxi to Fri 20 Nov [was Mon 23 Nov]',
    ({ ada, taxi }) => ada.write.setExpense(taxi, { date: '2026-11-20' }),
  ],
  [
    'set the category of Taxi to (transport)',
    ({ ada, taxi }) => ada.write.setExpense(taxi, { category: 'transport' }),
  ],
  ['wrote a note on Taxi [late]', ({ ada, taxi }) => ada.write.setExpense(taxi, { note: 'late' })],
  [
    'set the currency of Taxi to USD [was EUR]',
    ({ ada, taxi }) => ada.write.setExpense(taxi, { currency: 'USD' }),
  ],
  [
    'set the rate of Taxi to 0.9123',
    ({ ada, taxi }) => ada.write.setExpense(taxi, { rate: { value: 9123, exponent: 4 } }),
  ],
  [
    'set the printed total of the receipt to 24.00',
    ({ ada, expense }) => ada.write.setExpense(expense, { printedTotalMinor: 2400 }),
  ],
  ['set who paid Taxi: Ben', ({ ada, taxi, ben }) => ada.write.setPayer(taxi, ben)],
  [
    'removed who paid Taxi [was Ben]',
    ({ ada, taxi, ben }) => {
      ada.write.setPayer(taxi, ben)
      ada.write.setPayer(taxi, null)
    },
  ],
  ['split Taxi by percent [was equally]', ({ ada, taxi }) => ada.write.setMode(taxi, 'percent')],
  ['set Taxi to 2 parts for Ben', ({ ada, taxi, ben }) => ada.write.setSplitValue(taxi, 'parts', ben, 2)],
  [
    'set Taxi to 62.5\u00a0% for Ben [was 50\u00a0%]',
    ({ ada, taxi, ben }) => {
      ada.write.setSplitValue(taxi, 'percent', ben, 5000)
      ada.write.setSplitValue(taxi, 'percent', ben, 6250)
    },
  ],
  ['set Taxi to 12.00 for Ben', ({ ada, taxi, ben }) => ada.write.setSplitValue(taxi, 'exact', ben, 1200)],
  ['set Taxi to 5.00 for Ben', ({ ada, taxi, ben }) => ada.write.setSplitValue(taxi, 'adjust', ben, 500)],
  ['left Ben out of Taxi', ({ ada, taxi, ben }) => ada.write.setAmong(taxi, ben, false)],
  ['let Ben off Taxi', ({ ada, taxi, ben }) => ada.write.setExempt(taxi, ben, true)],
  ['noted that Ben paid 10.00 of Taxi', ({ ada, taxi, ben }) => ada.write.setPaid(taxi, ben, 1000)],
  [
    'changed Taxi [amount 40.00, was 30.00 · payer Ben · Ben left out · you 5.00 · 1 more]',
    ({ ada, taxi, me, ben }) =>
      ada.write.changeExpense(taxi, {
        amountMinor: 4000,
        payer: ben,
        people: { among: { [ben]: false }, paid: { [ben]: 1000 }, exact: { [me]: 500 } },
      }),
  ],
  [
    'set Taxi to 5.00 for you',
    ({ ada, taxi, me }) => ada.write.changeExpense(taxi, { people: { exact: { [me]: 500 } } }),
  ],
  ['added the category Ski passes', ({ ada }) => void ada.write.addCategory('Ski passes', 'snowflake')],
  [
    'removed the category Ski',
    ({ ada }) => ada.write.removeCategory(ada.write.addCategory('Ski', 'snowflake'), true),
  ],
  [
    'changed how new expenses are split',
    ({ ada, ben }) => ada.write.setDefaultSplit({ mode: 'parts', values: { [ben]: 2 } }),
  ],
  ['noted that Ben and you are one', ({ ada, me, ben }) => ada.write.mergePerson(ben, me)],
  ['deleted Taxi 30.00', ({ ada, taxi }) => ada.write.deleteExpense(taxi)],
  [
    'added service',
    ({ ada, expense }) =>
      void ada.write.addCharge(expense, { kind: 'service', value: { type: 'percent', thousandths: 10_000 } }),
  ],
  [
    'set service to 10\u00a0% [was 12\u00a0%]',
    ({ ada, expense }) => {
      const value = (thousandths: number) => ({ type: 'percent', thousandths }) as const
      const charge = ada.write.addCharge(expense, { kind: 'service', value: value(12_000) })
      ada.write.setCharge(expense, charge, { value: value(10_000) })
    },
  ],
  [
    'chose what the discount applies to',
    ({ ada, expense, wine }) => {
      const value = { type: 'amount', minor: 100 } as const
      const charge = ada.write.addCharge(expense, { kind: 'discount', value })
      ada.write.setCharge(expense, charge, { items: [wine] })
    },
  ],
  [
    'noted that Ben paid you 5.00',
    ({ ada, me, ben }) => void ada.write.addPayment({ from: ben, to: me, amountMinor: 500 }),
  ],
  [
    'took back that Ben paid you 5.00',
    ({ ada, me, ben }) =>
      ada.write.deletePayment(ada.write.addPayment({ from: ben, to: me, amountMinor: 500 })),
  ],
  [
    'set the payment from Ben to you to 7.00 [was 5.00]',
    ({ ada, me, ben }) =>
      ada.write.setPayment(ada.write.addPayment({ from: ben, to: me, amountMinor: 500 }), {
        amountMinor: 700,
      }),
  ],
  ['added somebody', ({ ada }) => void ada.write.addPerson({ name: 'Cy' })],
  ['renamed Ben to Benjamin', ({ ada, ben }) => ada.write.renamePerson(ben, 'Benjamin')],
  ['changed name to Countess [was Ada]', ({ ada, me }) => ada.write.renamePerson(me, 'Countess')],
  ['changed the colour of Ben', ({ ada, ben }) => ada.write.setInk(ben, 9)],
  ['set the weight of Ben to 2', ({ ada, ben }) => ada.write.setWeight(ben, 2)],
  ['changed the ways to pay Ben', ({ ada, ben }) => ada.write.setHandle(ben, 'paypal', 'ben')],
  ['removed Ben', ({ ada, ben }) => ada.write.removePerson(ben)],
  ['noted that Ben left', ({ ada, ben }) => ada.write.leave(ben)],
  ['left', ({ ada, me }) => ada.write.leave(me)],
  ['named the bill Dinner [was Trattoria]', ({ ada }) => ada.write.setTitle('Dinner')],
  ['set the currency of the bill to USD [was EUR]', ({ ada }) => void ada.write.changeCurrency('USD')],
  [
    'undid a step [title Trattoria, was Dinner]',
    ({ ada }) => {
      ada.write.setTitle('Dinner')
      ada.undo.undo()
    },
  ],
  ['closed the bill', ({ ada }) => ada.write.close()],
  [
    'undid a step on Wine [price 24.00, was 0.01]',
    ({ ada, expense, wine }) => {
      ada.write.setItem(expense, wine, { priceMinor: 1 })
      ada.undo.undo()
    },
  ],
]

describe('Activity tells', () => {
  it.each(cases)('“%s”', (words, run) => {
    const world = table()
    run(world)
    expect(told(world)).toBe(words)
  })

  it('what was deleted with its amount while it is gone, and without one that came later', () => {
    const world = table()
    const { ada, taxi } = world
    ada.write.deleteExpense(taxi)
    expect(told(world)).toBe('deleted Taxi 30.00')
    ada.write.restoreExpense(taxi)
    ada.write.setExpense(taxi, { amountMinor: 7500 })
    const deleted = readActivity(ada.doc).find(({ verb }) => verb === 'deleteExpense')
    if (deleted === undefined) throw new Error('no record')
    expect(withoutMarks(toldOf([deleted], namesOf(world)).did)).toBe('deleted Taxi')
  })

  it('every verb in words, also when its target is gone and its values are odd', () => {
    const world = table()
    for (const [verb, code] of Object.entries(verbs)) {
      const activity = world.ada.doc.getMap('activity')
      for (const details of [[], [null], ['x', 'y', 'z'], ['mode', {}, 5], [1e300, -1, true]]) {
        activity.set('zzzzzz0000', [code, `${world.me}AAAAAAAA`, ...details])
        const [record] = readActivity(world.ada.doc)
        if (record === undefined) throw new Error(verb)
        const { did } = toldOf([record], namesOf(world))
        expect(did, verb).not.toBe('')
        expect(did, verb).not.toMatch(/undefined|null|NaN|\{|object/)
      }
    }
  })

  it('names and values stand out, and a name cannot break out of its marks', () => {
    const world = table()
    world.ada.write.setItem(world.expense, world.wine, { name: 'Wi\u2069ne' })
    world.ada.write.setItem(world.expense, world.wine, { priceMinor: 100 })
    const { did } = toldOf(readActivity(world.ada.doc).slice(0, 1), namesOf(world))
    expect(piecesOf(did)).toEqual([
      { text: 'set ', isStrong: false },
      { text: 'Wine', isStrong: true },
      { text: ' to ', isStrong: false },
      { text: '1.00', isStrong: true },
    ])
  })
})

describe('lines', () => {
  const takes = (phone: Phone, count: number) => {
    const expense = receiptOf(phone).id
    for (let i = 0; i < count; i++) {
      const item = phone.write.addItem(expense, { name: `dish ${i}`, quantity: 1, priceMinor: 100 })
      phone.write.setParts(expense, item, phone.me as PersonId, 1)
    }
  }

  it('runs of one person’s takes and of what one adds are one line', () => {
    const world = table()
    const { ada, expense, me } = world
    const items = ['a', 'b', 'c', 'd'].map(name =>
      ada.write.addItem(expense, { name, quantity: 1, priceMinor: 100 }),
    )
    for (const item of items) ada.write.setParts(expense, item, me, 1)
    const { lines } = linesOf(readActivity(ada.doc), 'all', 50)
    const words = lines.slice(0, 2).map(({ records }) => toldOf(records, namesOf(world)))
    expect(words).toEqual([
      { did: 'took 4 items', note: 'a, b, c and d' },
      { did: 'added 4 items', note: 'a, b, c and d' },
    ])
  })

  it('a filter shows its own, and undo goes with what it undid', () => {
    const { ada, ben, me } = table()
    ada.write.addPayment({ from: ben, to: me, amountMinor: 500 })
    ada.undo.undo()
    const verbsOf = (filter: Parameters<typeof linesOf>[1]) =>
      linesOf(readActivity(ada.doc), filter, 50).lines.flatMap(({ records }) =>
        records.map(({ verb }) => verb),
      )
    expect(verbsOf('payments')).toEqual(['undo', 'addPayment'])
    expect(verbsOf('people')).toEqual(['addPerson'])
    expect(verbsOf('items')).toEqual(['addExpense', 'addItem'])
    expect(verbsOf('all')).toHaveLength(6)
  })

  it('no more are made than are shown', () => {
    const ada = adasPhone()
    takes(ada, 60)
    const { lines, hasMore } = linesOf(readActivity(ada.doc), 'all', 50)
    expect(lines).toHaveLength(50)
    expect(hasMore).toBe(true)
    expect(linesOf(readActivity(ada.doc), 'all', 500).hasMore).toBe(false)
  })

  it('whoever starts a bill does not join it in the same line of thought', () => {
    const ada = newPhone(1)
    ada.me = ada.write.create({ title: '', currency: 'EUR', myName: 'Ada', myInk: 1 })
    ada.write.introduceDevice('0123456789abcdef' as never, ada.me)
    const { lines } = linesOf(readActivity(ada.doc), 'all', 50)
    expect(lines.map(({ first }) => first.verb)).toEqual(['create'])
  })
})

it('amounts are told in the currency that they stood in then', () => {
  const { ada, expense, wine, taxi } = table()
  ada.write.setItem(expense, wine, { priceMinor: 2600 })
  ada.write.changeExpense(taxi, { currency: 'JPY' })
  ada.write.changeCurrency('KWD')
  ada.write.setItem(expense, wine, { priceMinor: 27_500 })
  const records = readActivity(ada.doc)
  const then = currenciesThen(records)
  const thing = (id: string) => thingIn(placesIn(ada.doc), id)
  const currencies = records.map(record => {
    const of = thing(record.target)
    return [record.verb, then(record, of, of?.currency ?? 'KWD')]
  })
  expect(currencies.filter(([verb]) => verb === 'setItem').map(([, code]) => code)).toEqual(['KWD', 'EUR'])
  expect(currencies.find(([verb]) => verb === 'addExpense')).toEqual(['addExpense', 'EUR'])
})

it('an amount of another currency stays what it was when the bill turns out to be in that one', () => {
  const { ada, taxi } = table()
  const ramen = ada.write.addExpense({ title: 'Ramen', mode: 'equal', amountMinor: 8001, currency: 'JPY' })
  ada.write.setExpense(ramen, { amountMinor: 9000 })
  ada.write.changeCurrency('JPY')
  ada.write.setExpense(taxi, { amountMinor: 40 })
  const records = readActivity(ada.doc)
  const then = currenciesThen(records)
  const thing = (id: string) => thingIn(placesIn(ada.doc), id)
  const of = (id: string) =>
    records.filter(({ target }) => target === id).map(record => then(record, thing(id), 'JPY'))
  expect(of(ramen)).toEqual(['JPY', 'JPY'])
  expect(of(taxi)).toEqual(['JPY', 'EUR'])
})

it('an amount that is not in the bill’s currency says in which one it is', () => {
  const { ada, taxi } = table()
  const ramen = ada.write.addExpense({ title: 'Ramen', mode: 'equal', amountMinor: 8001, currency: 'JPY' })
  const thing = (id: string) => thingIn(placesIn(ada.doc), id)
  const { amount } = toldNames({ bill: ada.bill() } as never, {} as never, thing)
  expect(amount(8001, thing(ramen))).toBe('¥8,001')
  expect(amount(3000, thing(taxi))).toBe('30.00')
})
