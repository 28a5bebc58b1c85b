/** Two phones, one bill: the whole way, through the real relay with SQLite. */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  choosePen,
  expectSynced,
  introduce,
  join,
  myShare,
  newBill,
  newPhoneWithApp,
  type Phone,
  pen,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

let relay: RelayProcess

test.beforeEach(async () => {
  relay = await RelayProcess.start()
})

test.afterEach(async () => {
  await relay.stop()
})

const dinner = [
  ['Salad', '12.00'],
  ['Beer', '13.00'],
  ['Nachos', '20.00'],
  ['Burger', '15.00'],
  ['Mac & Cheese', '5.00'],
] as const

/** Shares of the worked example in product.md, worked out there by hand. */
const shares = { Bob: '29.31', Joe: '26.38', Trudy: '24.91', Bill: '14.65' } as const

/** Bob types the receipt in and adds the others. */
async function hostDinner(bob: Phone): Promise<string> {
  const { page } = bob
  await introduce(page, relay.url, 'Bob')
  await newBill(page, 'Dinner')
  await typeItems(page, dinner)
  await addPeople(page, ['Joe', 'Trudy', 'Bill'])
  return share(page)
}

/** Everybody's share stands under their pen, on this phone. */
async function expectShares(phone: Phone, me: keyof typeof shares): Promise<void> {
  for (const [name, amount] of Object.entries(shares)) {
    await expect(pen(phone.page, name === me ? 'You' : name)).toContainText(amount)
  }
  await expect(myShare(phone.page)).toContainText(shares[me])
}

test('the worked example, claimed on four phones at once', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const joe = await newPhoneWithApp(browser)
  const link = await hostDinner(bob)
  await join(joe.page, link, 'Joe')
  await Promise.all([tap(bob.page, ['Burger', 'Nachos']), tap(joe.page, ['Beer', 'Nachos'])])
  await choosePen(bob.page, 'Trudy')
  await tap(bob.page, ['Salad', 'Nachos'])
  await choosePen(joe.page, 'Bill')
  await tap(joe.page, ['Mac & Cheese', 'Nachos'])
  await addCharge(bob.page, { kind: 'Tax', how: 'Amount', value: '14' })
  await addCharge(joe.page, { kind: 'Tip', how: 'Percent', value: '25' })
  await expectShares(bob, 'Bob')
  await expectShares(joe, 'Joe')
  for (const { page } of [bob, joe]) await expect(page.locator('.sums')).toContainText('€95.25')

  await bob.page.reload()
  await joe.page.reload()
  await expectShares(bob, 'Bob')
  await expectShares(joe, 'Joe')
  await expectSynced(bob.page)

  // Everyone goes home; the late friends find it all at the relay.
  await bob.context.close()
  await joe.context.close()
  const trudy = await newPhoneWithApp(browser)
  await join(trudy.page, link, 'Trudy')
  await expectShares(trudy, 'Trudy')
  const bill = await newPhoneWithApp(browser)
  await join(bill.page, link, 'Bill')
  await expectShares(bill, 'Bill')
})

test('two people tap the same dish at the same moment, and both have it', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const joe = await newPhoneWithApp(browser)
  await join(joe.page, await hostDinner(bob), 'Joe')
  await Promise.all([row(bob.page, 'Nachos').click(), row(joe.page, 'Nachos').click()])
  await expect(row(bob.page, 'Nachos')).toHaveAccessibleName(/shared by you and Joe, your part 10\.00/)
  await expect(row(joe.page, 'Nachos')).toHaveAccessibleName(
    /shared by (Bob and you|you and Bob), your part 10\.00/,
  )
})

test('the relay is killed in mid-edit and nothing is lost', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const joe = await newPhoneWithApp(browser)
  const link = await hostDinner(bob)
  await join(joe.page, link, 'Joe')
  await tap(bob.page, ['Burger'])
  const typing = tap(joe.page, ['Beer', 'Nachos', 'Salad'])
  await relay.kill()
  await typing
  await tap(bob.page, ['Nachos', 'Mac & Cheese'])
  await expect(bob.page.locator('main')).toContainText(/Waiting \d/)
  await relay.run()
  await expectSynced(bob.page)
  await expectSynced(joe.page)
  for (const item of ['Burger', 'Mac & Cheese']) {
    await expect(row(joe.page, item)).toHaveAccessibleName(/taken by Bob|shared by Bob/)
  }
  for (const item of ['Beer', 'Salad']) await expect(row(bob.page, item)).toHaveAccessibleName(/Joe/)
  await bob.context.close()
  await joe.context.close()
  const late = await newPhoneWithApp(browser)
  await join(late.page, link, 'Trudy')
  await expect(row(late.page, 'Nachos')).toHaveAccessibleName(/Bob and Joe|Joe and Bob/)
})

test('edits made while the relay is away survive a closed tab and arrive later', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const joe = await newPhoneWithApp(browser)
  const link = await hostDinner(bob)
  await join(joe.page, link, 'Joe')
  await expectSynced(joe.page)
  // The page itself comes from the relay, so only the socket is cut for Bob: the relay is gone for everybody.
  await relay.kill()
  await tap(bob.page, ['Salad', 'Beer'])
  await tap(joe.page, ['Beer', 'Burger'])
  await expect(bob.page.locator('main')).toContainText('Waiting 2')
  await bob.page.close()
  await relay.run()
  await expectSynced(joe.page)
  await expect(row(joe.page, 'Salad')).toHaveAccessibleName(/nobody yet/i)
  const again = await bob.context.newPage()
  await again.goto(relay.url)
  await again.getByRole('link', { name: /Dinner/ }).click()
  await expectSynced(again)
  for (const page of [again, joe.page]) {
    await expect(row(page, 'Beer')).toHaveAccessibleName(/shared by .*you/)
    await expect(row(page, 'Burger')).toHaveAccessibleName(/your part|Joe/)
  }
  await expect(row(joe.page, 'Salad')).toHaveAccessibleName(/taken by Bob/)
})

test('one phone loses its network, both go on, and both converge', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const joe = await newPhoneWithApp(browser)
  await join(joe.page, await hostDinner(bob), 'Joe')
  await expectSynced(joe.page)
  await joe.context.setOffline(true)
  await expect(joe.page.locator('main')).toContainText('Offline')
  await tap(joe.page, ['Beer', 'Nachos'])
  await tap(bob.page, ['Nachos', 'Burger'])
  await expect(joe.page.locator('main')).toContainText('Waiting 2')
  await expect(row(bob.page, 'Beer')).toHaveAccessibleName(/nobody yet/i)
  await joe.context.setOffline(false)
  await expectSynced(joe.page)
  await expect(row(bob.page, 'Nachos')).toHaveAccessibleName(/you and Joe/)
  await expect(row(joe.page, 'Nachos')).toHaveAccessibleName(/Bob/)
  await expect(row(joe.page, 'Burger')).toHaveAccessibleName(/Bob/)
})

test('a relay that lost everything is healed by any phone that comes back', async ({ browser }) => {
  const bob = await newPhoneWithApp(browser)
  const link = await hostDinner(bob)
  await tap(bob.page, ['Nachos'])
  await expectSynced(bob.page)
  await relay.stop()
  await expect(bob.page.locator('[data-true=true]')).toHaveText('Saved, offline')
  await relay.run()
  await expectSynced(bob.page)
  await bob.context.close()
  const late = await newPhoneWithApp(browser)
  await join(late.page, link, 'Trudy')
  await expect(row(late.page, 'Nachos')).toHaveAccessibleName(/Bob/)
})
