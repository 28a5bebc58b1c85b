import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bill, type Minor, maxAmountMinor } from '../../../crdt/domain/bill.ts'
import { currencies, decimalsOf } from '../../../crdt/domain/currency.ts'
import { rescale } from '../../../crdt/domain/money.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, receiptOf } from './phones.ts'

/** A bill in euros with an amount in every place that an amount can stand. */
function fullBill() {
  const ada = adasPhone()
  const me = ada.me as PersonId
  const ben = ada.write.addPerson({ name: 'Ben' })
  const receipt = receiptOf(ada).id
  const pizza = ada.write.addItem(receipt, { name: 'Pizza', quantity: 1, priceMinor: 1200 })
  const gone = ada.write.addItem(receipt, { name: 'Water', quantity: 1, priceMinor: 300 })
  ada.write.deleteItem(receipt, gone)
  ada.write.setParts(receipt, pizza, ben, 1)
  ada.write.addCharge(receipt, { kind: 'tip', value: { type: 'amount', minor: 200 } })
  ada.write.addCharge(receipt, { kind: 'tax', value: { type: 'percent', thousandths: 10_000 } })
  ada.write.setExpense(receipt, { printedTotalMinor: 1500 })
  ada.write.setPaid(receipt, me, 1500)
  const taxi = ada.write.addExpense({ title: 'Taxi', mode: 'exact', amountMinor: -900, payer: me })
  ada.write.setSplitValue(taxi, 'exact', ben, -900)
  ada.write.setSplitValue(taxi, 'adjust', ben, 100)
  ada.write.setSplitValue(taxi, 'percent', ben, 10_000)
  ada.write.addExpense({ title: 'Ferry', mode: 'equal', amountMinor: 4200, currency: 'USD' })
  ada.write.addPayment({ from: ben, to: me, amountMinor: 500 })
  return { ada, me, ben, receipt, pizza, gone, taxi }
}

describe('Choosing the currency before again', () => {
  it('leaves what stood in one of its own as it was, digits too', () => {
    const { ada, taxi } = fullBill()
    const ramen = ada.write.addExpense({ title: 'Ramen', mode: 'equal', amountMinor: 1000, currency: 'JPY' })
    ada.write.setExpense(taxi, { amountMinor: -950 })
    const before = ada.bill()
    ada.write.changeCurrency('JPY')
    const tea = ada.write.addExpense({ title: 'Tea', mode: 'equal', amountMinor: 300 })
    expect(ada.write.changeCurrency('EUR')).toBe('exact')
    const { expenses } = ada.bill()
    const find = (id: string) => expenses.find(expense => expense.id === id)
    expect(find(ramen)).toMatchObject({ currency: 'JPY', amountMinor: 1000 })
    expect(find(tea)).toMatchObject({ currency: 'EUR', amountMinor: 30_000 })
    expect(find(taxi)?.amountMinor).toBe(-950)
    const known = new Set(before.expenses.map(({ id }) => id))
    expect(expenses.filter(({ id }) => known.has(id))).toEqual(before.expenses)
  })
})

/** Every amount in the bill's currency, in reading order. */
function amountsOf(bill: Bill): readonly Minor[] {
  const inExpenses = bill.expenses
    .filter(({ currency }) => currency === bill.currency)
    .flatMap(({ amountMinor, printedTotalMinor, paid, split }) => [
      amountMinor,
      printedTotalMinor ?? 0,
      ...[paid, split.exact, split.adjust].flatMap(byPerson => Object.values<Minor>(byPerson)),
      ...split.items.map(({ priceMinor }) => priceMinor),
      ...split.charges.flatMap(({ value }) => (value.type === 'amount' ? [value.minor] : [])),
    ])
  return [...inExpenses, ...bill.payments.map(({ amountMinor }) => amountMinor)]
}

describe('the bill in another currency', () => {
  it('keeps every printed number: 12.00 is 12, not 1,200', () => {
    const { ada, receipt, gone } = fullBill()
    const before = amountsOf(ada.bill())
    expect(ada.write.changeCurrency('JPY')).toBe('exact')
    expect(amountsOf(ada.bill())).toEqual(before.map(minor => minor / 100))
    expect(ada.bill().currency).toBe('JPY')
    expect(ada.bill().payments[0]?.currency).toBe('JPY')
    expect(ada.bill().issues).toEqual([])
    // What comes back later stands in the new currency too.
    ada.write.restoreItem(receipt, gone)
    expect(receiptOf(ada).split.items.map(({ priceMinor }) => priceMinor)).toEqual([12, 3])
  })

  it('leaves percentages, parts and expenses in a currency of their own alone', () => {
    const { ada, taxi } = fullBill()
    const ferry = ada.bill().expenses[2]
    ada.write.changeCurrency('KWD')
    expect(ada.bill().expenses[2]).toEqual(ferry)
    const split = ada.bill().expenses.find(({ id }) => id === taxi)?.split
    expect(Object.values(split?.percent ?? {})).toEqual([10_000])
    expect(Object.values(split?.exact ?? {})).toEqual([-9000])
  })

  it('says so where digits were lost, and one undo brings them back', () => {
    const { ada, receipt, pizza } = fullBill()
    ada.write.setItem(receipt, pizza, { priceMinor: 1250 })
    const before = ada.bill()
    expect(ada.write.changeCurrency('JPY')).toBe('rounded')
    expect(receiptOf(ada).split.items[0]?.priceMinor).toBe(13)
    expect(ada.undo.undo()).toBe(true)
    expect(ada.bill()).toEqual(before)
    expect(ada.undo.redo()).toBe(true)
    expect(receiptOf(ada).split.items[0]?.priceMinor).toBe(13)
  })

  it('does nothing when it is the same, or when a number would be more than a bill can hold', () => {
    const { ada, receipt, pizza } = fullBill()
    expect(ada.write.changeCurrency('EUR')).toBe('same')
    ada.write.setItem(receipt, pizza, { priceMinor: maxAmountMinor })
    const before = ada.bill()
    expect(ada.write.changeCurrency('KWD')).toBe('tooBig')
    expect(ada.bill()).toEqual(before)
    expect(() => ada.write.changeCurrency('eur')).toThrow(RangeError)
  })

  it('keeps a payment that rounds to nothing a payment', () => {
    const { ada, me, ben } = fullBill()
    ada.write.addPayment({ from: me, to: ben, amountMinor: 20 })
    ada.write.changeCurrency('JPY')
    expect(ada.bill().payments.map(({ amountMinor }) => amountMinor)).toEqual([5, 1])
    expect(ada.bill().issues).toEqual([])
  })

  it('is one update to others', () => {
    const { ada } = fullBill()
    let count = 0
    ada.doc.on('update', () => {
      count++
    })
    ada.write.changeCurrency('JPY')
    expect(count).toBe(1)
  })
})

describe('rescaling', () => {
  const anyCurrency = fc.constantFrom(...currencies.map(({ code }) => decimalsOf(code) ?? 0))
  const anyMinor = fc.integer({ min: -maxAmountMinor, max: maxAmountMinor })

  it('there and back is the same number when the way there lost nothing, and less than one unit off otherwise', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, anyCurrency, (minor, from, to) => {
        const there = rescale(minor, from, to)
        const back = rescale(there.minor, to, from)
        if (there.isExact) expect(back.minor).toBe(minor)
        expect(2 * Math.abs(back.minor - minor)).toBeLessThanOrEqual(10 ** Math.max(0, from - to))
        expect(there.isExact).toBe(back.minor === minor)
        expect(Object.is(there.minor, -0)).toBe(false)
      }),
    )
  })

  it('rounds halves away from zero', () => {
    expect([1250, 1249, -1250, 49, -50, 0].map(minor => rescale(minor, 2, 0).minor)).toEqual([
      13, 12, -13, 0, -1, 0,
    ])
  })
})
