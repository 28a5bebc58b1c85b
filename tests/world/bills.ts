/**
 * Small bills for tests: builders that fill in what a test does not care about, and fast-check arbitraries of
 * whatever the domain's types allow.
 *
 * Ids are readable names padded to the eight characters an id has ("Maya____"), so that a failing test can be read.
 */
import fc from 'fast-check'
import type { Balances } from '../../crdt/domain/balance.ts'
import type {
  Amounts,
  Bill,
  Charge,
  ChargeKind,
  ChargeValue,
  Expense,
  Item,
  Parts,
  Payment,
  Person,
  Split,
  SplitMode,
} from '../../crdt/domain/bill.ts'
import type { Share } from '../../crdt/domain/split.ts'
import type { ChargeId, ExpenseId, ItemId, PaymentId, PersonId } from '../../crdt/ids.ts'

const written = { by: null, at: 0 }

type InsideId = PersonId | ExpenseId | ItemId | ChargeId | PaymentId

/** A readable id of eight characters: `idOf<PersonId>('Maya')` is "Maya____". */
export function idOf<Id extends InsideId>(name: string): Id {
  return name
    .replace(/[^A-Za-z0-9_-]/g, '-')
    .padEnd(8, '_')
    .slice(0, 8) as Id
}

/** The person id that `aPerson(name)` has. */
export function personId(name: string): PersonId {
  return idOf<PersonId>(name)
}

/** A record by person id from one by name. */
export function byPerson(values: Readonly<Record<string, number>>): Parts & Amounts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [personId(name), value]))
}

export function aPerson(name: string, patch: Partial<Person> = {}): Person {
  return {
    id: personId(name),
    name,
    ink: 1,
    weight: 1,
    joinedAt: null,
    leftAt: null,
    removedAt: null,
    mergedInto: null,
    handles: {},
    order: name,
    ...patch,
  }
}

export function somePeople(...names: string[]): Person[] {
  return names.map(name => aPerson(name))
}

/** A line of a receipt; `parts` by person name. */
export function anItem(
  name: string,
  priceMinor: number,
  parts: Readonly<Record<string, number>> = {},
  patch: Partial<Item> = {},
): Item {
  return {
    id: idOf<ItemId>(name),
    name,
    quantity: 1,
    priceMinor,
    byPortion: false,
    parts: byPerson(parts),
    order: name,
    written,
    ...patch,
  }
}

/** One part for each of the names. */
export function takenBy(...names: string[]): Record<string, number> {
  return Object.fromEntries(names.map(name => [name, 1]))
}

/** A percent in thousandths of a percent: `percent(8.875)` would be a float, so it is `percent(8_875)`. */
export function percent(thousandths: number): ChargeValue {
  return { type: 'percent', thousandths }
}

export function amount(minor: number): ChargeValue {
  return { type: 'amount', minor }
}

export function aCharge(kind: ChargeKind, value: ChargeValue, patch: Partial<Charge> = {}): Charge {
  return {
    id: idOf<ChargeId>(patch.name ?? kind),
    kind,
    name: '',
    value,
    included: false,
    basis: 'beforeTax',
    items: [],
    order: kind,
    written,
    ...patch,
  }
}

const emptySplit: Split = {
  mode: 'equal',
  among: [],
  parts: {},
  percent: {},
  exact: {},
  adjust: {},
  items: [],
  charges: [],
}

/** An expense of 0, split equally among nobody, that nobody paid, in euros; `split` is filled up from its mode. */
export function anExpense(
  title: string,
  patch: Partial<Omit<Expense, 'split'>> & { readonly split?: Partial<Split> } = {},
): Expense {
  return {
    id: idOf<ExpenseId>(title),
    title,
    date: '2025-11-15',
    category: '',
    note: '',
    amountMinor: 0,
    currency: 'EUR',
    rate: null,
    payer: null,
    paid: {},
    exempt: [],
    printedTotalMinor: null,
    order: title,
    written,
    ...patch,
    split: { ...emptySplit, ...patch.split },
  }
}

/** An amount that `payer` paid, equally among the names. */
export function equally(title: string, amountMinor: number, payer: string, ...among: string[]): Expense {
  return anExpense(title, {
    amountMinor,
    payer: personId(payer),
    split: { mode: 'equal', among: among.map(personId) },
  })
}

export function aReceipt(
  title: string,
  items: readonly Item[],
  charges: readonly Charge[] = [],
  patch: Partial<Omit<Expense, 'split'>> = {},
): Expense {
  return anExpense(title, { ...patch, split: { mode: 'items', items, charges } })
}

export function aPayment(
  from: string,
  to: string,
  amountMinor: number,
  patch: Partial<Payment> = {},
): Payment {
  return {
    id: idOf<PaymentId>(`${from.slice(0, 4)}${to.slice(0, 4)}`),
    from: personId(from),
    to: personId(to),
    amountMinor,
    currency: 'EUR',
    date: '2025-11-16',
    note: '',
    written,
    ...patch,
  }
}

export function aBill(
  people: readonly Person[],
  expenses: readonly Expense[],
  payments: readonly Payment[] = [],
): Bill {
  return {
    schema: 1,
    title: '',
    currency: 'EUR',
    note: '',
    createdAt: 0,
    createdBy: null,
    closedAt: null,
    categories: [],
    defaultSplit: null,
    people,
    expenses,
    payments,
    devices: [],
    issues: [],
  }
}

/** Balances as `settle` takes them, in euros; they should sum to 0. */
export function someBalances(values: Readonly<Record<string, number>>): Balances {
  const byPerson = new Map<Share, number>(
    Object.entries(values).map(([name, minor]) => [personId(name), minor]),
  )
  return {
    currency: 'EUR',
    byPerson,
    parts: new Map(),
    nobodyMinor: 0,
    leftWith: new Map(),
    spentMinor: 0,
    issues: [],
  }
}

/** The receipt of the product's pictures: five people, service, a voucher, and a tiramisù that nobody took yet. */
export function osteria(): { readonly people: Person[]; readonly expense: Expense } {
  const everyone = takenBy('You', 'Maya', 'Tom', 'Ines', 'Jonas')
  return {
    people: somePeople('You', 'Maya', 'Tom', 'Ines', 'Jonas'),
    expense: aReceipt(
      'Osteria',
      [
        anItem('Burrata', 1350, takenBy('Maya', 'Ines')),
        anItem('Tagliatelle', 2800, takenBy('You', 'Tom'), { quantity: 2 }),
        anItem('Pizza', 1250, takenBy('Jonas')),
        anItem('Risotto', 1500, takenBy('Ines')),
        anItem('Branzino', 2100, takenBy('Maya')),
        anItem('Vino', 2400, { You: 1, Maya: 1, Tom: 2 }),
        anItem('Acqua', 900, everyone, { quantity: 2 }),
        anItem('Tiramisu', 700),
        anItem('Espresso', 600, takenBy('You', 'Tom', 'Jonas'), { quantity: 3 }),
      ],
      [aCharge('service', percent(10_000)), aCharge('discount', amount(1000), { name: 'Voucher' })],
      { payer: personId('Maya') },
    ),
  }
}

/** Eight distinct names for arbitraries; "Zoe" is never on a bill. */
const names = ['Ana', 'Bob', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana']
export const stranger = personId('Zoe')

/** Between one and eight people, some merged into others, in circles too, or into a stranger. */
export function arbitraryPeople(): fc.Arbitrary<Person[]> {
  const merges = fc.array(fc.tuple(fc.nat(7), fc.option(fc.nat(8), { nil: null })), { maxLength: 3 })
  return fc.tuple(fc.shuffledSubarray(names, { minLength: 1 }), merges).map(([chosen, marks]) => {
    const people = somePeople(...chosen)
    for (const [at, target] of marks) {
      const person = people[at]
      const into = target === null ? stranger : (people[target]?.id ?? null)
      if (person !== undefined) people[at] = { ...person, mergedInto: into === person.id ? null : into }
    }
    return people
  })
}

/** The same, with nobody merged. */
export function arbitraryPlainPeople(): fc.Arbitrary<Person[]> {
  return fc.shuffledSubarray(names, { minLength: 1 }).map(chosen => somePeople(...chosen))
}

/** Amounts as they occur, and the largest there are. */
export function arbitraryMinor(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -2_000, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }) },
  )
}

function arbitraryRecord(
  people: readonly Person[],
  value: fc.Arbitrary<number>,
): fc.Arbitrary<Record<PersonId, number>> {
  const keys = [...people.map(person => person.id), stranger]
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), {
      selector: ([key]) => key,
      maxLength: keys.length,
    })
    .map(entries => Object.fromEntries(entries))
}

export function arbitraryItem(people: readonly Person[], at: number): fc.Arbitrary<Item> {
  return fc
    .record({
      priceMinor: arbitraryMinor(),
      quantity: fc.integer({ min: 1, max: 6 }),
      byPortion: fc.boolean(),
      parts: arbitraryRecord(people, fc.integer({ min: 0, max: 4 })),
    })
    .map(patch => ({ ...anItem(`item${at}`, 0), ...patch }))
}

export function arbitraryCharge(items: readonly Item[], at: number): fc.Arbitrary<Charge> {
  const ids = [...items.map(item => item.id), idOf<ItemId>('deleted')]
  return fc
    .record({
      kind: fc.constantFrom<ChargeKind>('tax', 'tip', 'service', 'fee', 'discount'),
      value: fc.oneof(
        fc.integer({ min: 0, max: 120_000 }).map(percent),
        fc.integer({ min: 0, max: 5_000 }).map(amount),
      ),
      included: fc.boolean(),
      basis: fc.constantFrom('beforeTax' as const, 'afterTax' as const),
      items: fc.oneof(fc.constant([]), fc.subarray(ids)),
    })
    .map(patch => ({ ...aCharge('fee', amount(0), { name: `charge${at}` }), ...patch }))
}

const modes: readonly SplitMode[] = ['equal', 'parts', 'percent', 'exact', 'adjust', 'items']

/** Any expense the types allow with whole numbers: strangers, exempt people, refunds, gaps, too much, too little. */
export function arbitraryExpense(
  people: readonly Person[],
  mode: fc.Arbitrary<SplitMode> = fc.constantFrom(...modes),
  title = 'expense',
): fc.Arbitrary<Expense> {
  const ids = [...people.map(person => person.id), stranger]
  const someone = fc.constantFrom(...ids)
  const items = fc
    .nat(6)
    .chain(count => fc.tuple(...Array.from({ length: count }, (_, at) => arbitraryItem(people, at))))
  const split = items.chain(lines =>
    fc.record({
      mode,
      among: fc.subarray(ids),
      parts: arbitraryRecord(people, fc.nat(5)),
      percent: arbitraryRecord(people, fc.constantFrom(0, 1_000, 2_500, 3_333, 5_000, 10_000)),
      exact: arbitraryRecord(people, arbitraryMinor()),
      adjust: arbitraryRecord(people, arbitraryMinor()),
      items: fc.constant(lines),
      charges: fc
        .nat(4)
        .chain(count => fc.tuple(...Array.from({ length: count }, (_, at) => arbitraryCharge(lines, at)))),
    }),
  )
  return fc
    .record({
      amountMinor: arbitraryMinor(),
      currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD'),
      rate: fc.option(fc.record({ value: fc.integer({ min: 1, max: 99_999 }), exponent: fc.nat(6) }), {
        nil: null,
      }),
      payer: fc.option(someone, { nil: null }),
      paid: arbitraryRecord(people, arbitraryMinor()),
      exempt: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(ids)),
      split,
    })
    .map(patch => anExpense(title, patch))
}

/** A whole bill in euros, with foreign expenses, payments (some by strangers) and merged people. */
export function arbitraryBill(people: fc.Arbitrary<Person[]> = arbitraryPeople()): fc.Arbitrary<Bill> {
  return people.chain(chosen => {
    const someone = fc.constantFrom(...chosen.map(person => person.id), stranger)
    const expenses = fc
      .nat(5)
      .chain(count =>
        fc.tuple(
          ...Array.from({ length: count }, (_, at) => arbitraryExpense(chosen, undefined, `spent${at}`)),
        ),
      )
    const payments = fc.array(
      fc
        .record({
          from: someone,
          to: someone,
          amountMinor: fc.integer({ min: 1, max: 20_000 }),
          currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'JPY'),
        })
        .map(patch => aPayment('x', 'y', 1, patch)),
      { maxLength: 4 },
    )
    return fc.tuple(expenses, payments).map(([spent, sent]) => aBill(chosen, spent, sent))
  })
}
