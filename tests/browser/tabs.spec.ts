/** Several tabs of one bill on one device: one of them sends for all, and when it is killed another one does. */
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { chromiumPath } from '../chromium.mjs'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  collectMessages,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhoneWithApp,
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

/** A tab and the sockets that it has open. */
interface Tab {
  readonly page: Page
  readonly sockets: () => number
}

async function openTab(context: BrowserContext, url: string): Promise<Tab> {
  const page = await context.newPage()
  let open = 0
  page.on('websocket', socket => {
    open += 1
    socket.on('close', () => {
      open -= 1
    })
  })
  await page.goto(url)
  await expect(page.locator('.item-btn').first()).toBeVisible()
  return { page, sockets: () => open }
}

async function openTabs(context: BrowserContext, url: string, count: number): Promise<Tab[]> {
  const tabs: Tab[] = []
  for (let tab = 0; tab < count; tab++) tabs.push(await openTab(context, url))
  return tabs
}

const leaders = (tabs: readonly Tab[]) => tabs.filter(({ sockets }) => sockets() > 0)

/** The one tab with a socket. */
async function leaderOf(tabs: readonly Tab[]): Promise<Tab> {
  await expect.poll(() => leaders(tabs).length).toBe(1)
  const [leader] = leaders(tabs)
  if (!leader) throw new Error('no tab leads')
  return leader
}

/** The renderer of this tab ends at once, as if the system had killed it. */
async function crash({ page }: Tab): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const gone = new Promise<void>(resolve => page.once('crash', () => resolve()))
  session.send('Page.crash').catch(() => undefined)
  await gone
  await page.close()
}

const dishes = (count: number) =>
  Array.from({ length: count }, (_, at) => [`Dish ${String.fromCharCode(65 + at)}`, '10'] as const)

const pressed = (page: Page) =>
  page.locator('.item-btn').evaluateAll(rows => rows.map(each => each.getAttribute('aria-pressed')))

/** Maya's bill, shared with Tom, and its address on Maya's device; her first page is closed. */
async function sharedBill(browser: Parameters<typeof newPhoneWithApp>[0], items: number) {
  const maya = await newPhoneWithApp(browser)
  const tom = await newPhoneWithApp(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  await typeItems(maya.page, dishes(items))
  await addPeople(maya.page, ['Tom'])
  await join(tom.page, await share(maya.page), 'Tom')
  await expectSynced(maya.page)
  const address = maya.page.url()
  await maya.page.close()
  return { context: maya.context, tom: tom.page, address }
}

test('two tabs of a bill that was never shared see each other’s edits at once', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  await introduce(phone.page, relay.url, 'Maya')
  await newBill(phone.page, 'Picnic')
  await typeItems(phone.page, dishes(2))
  const other = await openTab(phone.context, phone.page.url())
  // No relay is needed for that.
  await relay.kill()
  await tap(phone.page, ['Dish A'])
  await expect(row(other.page, 'Dish A')).toHaveAttribute('aria-pressed', 'true')
  await tap(other.page, ['Dish B'])
  await expect(row(phone.page, 'Dish B')).toHaveAttribute('aria-pressed', 'true')
  for (const page of [phone.page, other.page]) {
    await expect(page.locator('[data-true=true]')).toHaveText('On this phone')
  }
  await crash(other)
  await phone.page.reload()
  await expect(row(phone.page, 'Dish A')).toHaveAttribute('aria-pressed', 'true')
  await expect(row(phone.page, 'Dish B')).toHaveAttribute('aria-pressed', 'true')
  await phone.context.close()
})

test('of five tabs one has the socket; the others’ edits reach other phones, and their status is true', async ({
  browser,
}) => {
  const { context, tom, address } = await sharedBill(browser, 3)
  const tabs = await openTabs(context, address, 5)
  const leader = await leaderOf(tabs)
  const [follower, bystander] = tabs.filter(tab => tab !== leader)
  if (!follower || !bystander) throw new Error('no followers')
  for (const { page } of tabs) await expectSynced(page)

  await tap(follower.page, ['Dish A'])
  await expect(row(tom, 'Dish A')).toHaveAccessibleName(/taken by Maya/)
  await expectSynced(follower.page)
  await tap(tom, ['Dish B'])
  for (const { page } of tabs) await expect(row(page, 'Dish B')).toHaveAccessibleName(/taken by Tom/)

  await relay.kill()
  await tap(follower.page, ['Dish C'])
  // Its own change is waiting, whoever would have sent it; the count is the same in every tab.
  for (const { page } of [follower, leader, bystander]) {
    await expect(page.locator('main')).toContainText('Waiting 1')
  }
  await relay.run()
  for (const { page } of tabs) await expectSynced(page)
  await expect(row(tom, 'Dish C')).toHaveAccessibleName(/taken by Maya/)
  expect(leaders(tabs)).toHaveLength(1)
})

test('what met while this device was away is told once, in the tab that the person looks at', async ({
  browser,
}) => {
  const { context, tom, address } = await sharedBill(browser, 2)
  const tabs = await openTabs(context, address, 2)
  const leader = await leaderOf(tabs)
  const follower = tabs.find(tab => tab !== leader)
  if (!follower) throw new Error('no follower')
  // All pages of a test have the focus; on a desk one window has it.
  await leader.page.evaluate(() => {
    document.hasFocus = () => false
  })
  await follower.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  const told = await collectMessages(follower.page)
  await context.setOffline(true)
  await expect(leader.page.locator('main')).toContainText('Offline')
  await tap(follower.page, ['Dish A'])
  await expect(follower.page.locator('main')).toContainText('Waiting 1')
  await tap(tom, ['Dish A'])
  await expectSynced(tom)
  await context.setOffline(false)
  await expect(follower.page.locator('.message')).toContainText('You and Tom changed Dish A while offline.')
  for (const { page } of tabs) await expect(row(page, 'Dish A')).toHaveAccessibleName(/shared by you and Tom/)
  await expect(leader.page.locator('.message')).toHaveCount(0)
  // That one took Dish A oneself is no news, though the tab was opened a moment before.
  expect((await told()).filter(text => text.startsWith('Your share'))).toEqual([])
  await context.close()
})

test('the leader crashes while the relay is away: another tab leads and nothing is lost', async ({
  browser,
}) => {
  const { context, tom, address } = await sharedBill(browser, 4)
  const tabs = await openTabs(context, address, 3)
  const leader = await leaderOf(tabs)
  const rest = tabs.filter(tab => tab !== leader)
  const [first, second] = rest
  if (!first || !second) throw new Error('no followers')
  await relay.kill()
  await tap(leader.page, ['Dish A'])
  await tap(first.page, ['Dish B'])
  await expect(first.page.locator('main')).toContainText('Waiting 2')
  await crash(leader)
  await tap(second.page, ['Dish C'])
  await expect(first.page.locator('main')).toContainText('Waiting 3')
  await relay.run()
  for (const { page } of rest) await expectSynced(page)
  await expect.poll(() => leaders(rest).length).toBe(1)
  for (const dish of ['Dish A', 'Dish B', 'Dish C']) {
    await expect(row(tom, dish)).toHaveAccessibleName(/taken by Maya/)
  }
})

test('leader after leader is killed in mid-edit, and what any tab showed as saved is everywhere', async ({
  browser,
}) => {
  const { context, tom, address } = await sharedBill(browser, 6)
  let tabs = await openTabs(context, address, 3)
  while (tabs.length > 1) {
    const leader = await leaderOf(tabs)
    const rest = tabs.filter(tab => tab !== leader)
    const taps = (page: Page, count: number) =>
      page.evaluate(async times => {
        for (let at = 0; at < times; at++) {
          const rows = document.querySelectorAll<HTMLElement>('.item-btn')
          rows[(at * 5) % rows.length]?.click()
          await new Promise(resolve => setTimeout(resolve, 11))
        }
      }, count)
    // The leader and a follower type at once, and the leader dies as soon as it has.
    const [follower] = rest
    if (!follower) break
    await Promise.all([taps(leader.page, 7), taps(follower.page, 8)])
    await crash(leader)
    tabs = rest
  }
  const [last] = tabs
  if (!last) throw new Error('no tab left')
  await expectSynced(last.page)
  const there = await pressed(last.page)
  const isMine = there.map(state => state === 'true')
  for (const [at, mine] of isMine.entries()) {
    const name = mine ? /taken by Maya/ : /nobody yet/
    await expect(row(tom, `Dish ${String.fromCharCode(65 + at)}`)).toHaveAccessibleName(name)
  }
  await last.page.reload()
  await expect(last.page.locator('.item-btn')).toHaveCount(6)
  expect(await pressed(last.page)).toEqual(there)
})

test('a bill that is shared in a following tab gets one room, and the leader sends', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  const tom = await newPhoneWithApp(browser)
  await introduce(phone.page, relay.url, 'Maya')
  await newBill(phone.page, 'Picnic')
  await typeItems(phone.page, dishes(2))
  await addPeople(phone.page, ['Tom'])
  const other = await openTab(phone.context, phone.page.url())
  const [first, second] = await Promise.all([share(other.page), share(phone.page)])
  expect(second).toBe(first)
  await join(tom.page, first, 'Tom')
  await tap(other.page, ['Dish A'])
  await expect(row(tom.page, 'Dish A')).toHaveAccessibleName(/taken by Maya/)
  await tap(tom.page, ['Dish B'])
  await expect(row(other.page, 'Dish B')).toHaveAccessibleName(/taken by Tom/)
  await expectSynced(other.page)
  await expectSynced(phone.page)
})

test('a tab on screen does not wait for a leader in the background', async ({ browser }) => {
  const { context, tom, address } = await sharedBill(browser, 2)
  const tabs = await openTabs(context, address, 2)
  const leader = await leaderOf(tabs)
  const other = tabs.find(tab => tab !== leader)
  if (!other) throw new Error('no follower')
  await expectSynced(other.page)
  await leader.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(() => other.sockets()).toBe(1)
  await tap(other.page, ['Dish A'])
  await expect(row(tom, 'Dish A')).toHaveAccessibleName(/taken by Maya/)
  // The one that lost the lead follows.
  await tap(leader.page, ['Dish B'])
  await expect(row(tom, 'Dish B')).toHaveAccessibleName(/taken by Maya/)
  await expectSynced(leader.page)
  await expectSynced(other.page)
})

test('a leader that hangs loses the lead, and follows when it comes back', async ({ browser }) => {
  const { context, tom, address } = await sharedBill(browser, 2)
  const tabs = await openTabs(context, address, 2)
  const leader = await leaderOf(tabs)
  const other = tabs.find(tab => tab !== leader)
  if (!other) throw new Error('no follower')
  await expectSynced(other.page)
  const hanging = leader.page.evaluate(() => {
    const end = performance.now() + 12_000
    while (performance.now() < end);
  })
  await tap(other.page, ['Dish A'])
  await expect(row(tom, 'Dish A')).toHaveAccessibleName(/taken by Maya/)
  await hanging
  await tap(leader.page, ['Dish B'])
  await expect(row(tom, 'Dish B')).toHaveAccessibleName(/taken by Maya/)
  await expectSynced(leader.page)
})

test('without https each tab does everything itself, and they still agree', async ({ browser }) => {
  const lan = await browser.browserType().launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--host-resolver-rules=MAP phone.test 127.0.0.1',
    ],
  })
  try {
    const phone = await newPhoneWithApp(lan)
    const tom = await newPhoneWithApp(lan)
    await introduce(phone.page, `http://phone.test:${relay.port}`, 'Maya')
    await newBill(phone.page, 'Picnic')
    await typeItems(phone.page, dishes(3))
    await addPeople(phone.page, ['Tom'])
    const other = await openTab(phone.context, phone.page.url())
    expect(await other.page.evaluate(() => 'locks' in navigator)).toBe(false)
    await tap(phone.page, ['Dish A'])
    await expect(row(other.page, 'Dish A')).toHaveAttribute('aria-pressed', 'true')
    await join(tom.page, await share(other.page), 'Tom')
    await tap(other.page, ['Dish B'])
    await tap(phone.page, ['Dish C'])
    for (const dish of ['Dish A', 'Dish B', 'Dish C']) {
      await expect(row(tom.page, dish)).toHaveAccessibleName(/taken by Maya/)
      await expect(row(other.page, dish)).toHaveAttribute('aria-pressed', 'true')
      await expect(row(phone.page, dish)).toHaveAttribute('aria-pressed', 'true')
    }
    await expectSynced(other.page)
    await expectSynced(phone.page)
  } finally {
    await lan.close()
  }
})
