/**
 * "Saved" is true: tabs are killed while somebody taps and types, and whatever stood on the screen as saved is there
 * afterwards. TAB_KILLS sets how many (500 for the promise, fewer here).
 */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
  newPhoneWithApp,
  pen,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

const kills = Number(process.env.TAB_KILLS ?? 8)

test('what is shown as saved survives a killed tab', async ({ browser }) => {
  test.setTimeout(60_000 + kills * 12_000)
  const relay = await RelayProcess.start()
  try {
    const phone = await newPhoneWithApp(browser)
    await introduce(phone.page, relay.url, 'Maya')
    await newBill(phone.page, 'Osteria')
    await addPeople(phone.page, ['Tom'])
    await typeItems(
      phone.page,
      Array.from({ length: 6 }, (_, at) => [`Dish ${at}`, '10'] as const),
    )
    const address = phone.page.url()
    let page = phone.page
    // A run in which nothing was ever shown as saved would prove nothing; where the disk is slow it takes more kills.
    const wanted = Math.ceil(kills / 3)
    let seen = 0
    for (let kill = 0; kill < kills || (seen < wanted && kill < 4 * kills); kill++) {
      // Taps on row after row, one each 7 ms, then one look at the screen: what is pressed, and is it shown as saved?
      const shown = await page.evaluate(
        async taps => {
          for (let tap = 0; tap < taps; tap++) {
            const rows = document.querySelectorAll<HTMLElement>('.item-btn')
            rows[tap % rows.length]?.click()
            await new Promise(resolve => setTimeout(resolve, 7))
          }
          return {
            saved: document.querySelector('[data-true]')?.getAttribute('data-true') === 'true',
            pressed: [...document.querySelectorAll('.item-btn')].map(row => row.getAttribute('aria-pressed')),
          }
        },
        5 + ((kill * 13) % 17),
      )
      const session = await phone.context.newCDPSession(page)
      // The renderer ends at once: no unload handler, no last write.
      session.send('Page.crash').catch(() => undefined)
      await new Promise<void>(resolve => page.once('crash', () => resolve()))
      await page.close()
      page = await phone.context.newPage()
      await page.goto(address)
      await expect(page.locator('.item-btn')).toHaveCount(6)
      const after = await page
        .locator('.item-btn')
        .evaluateAll(rows => rows.map(row => row.getAttribute('aria-pressed')))
      if (shown.saved) {
        seen += 1
        expect(after, `kill ${kill}`).toEqual(shown.pressed)
      }
    }
    expect(seen).toBeGreaterThanOrEqual(wanted)
  } finally {
    await relay.stop()
  }
})

test('keys that can not be read when the bill opens are neither written over nor given up', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const maya = await newPhoneWithApp(browser)
    const tom = await newPhoneWithApp(browser)
    await introduce(maya.page, relay.url, 'Maya')
    await newBill(maya.page, 'Osteria')
    await typeItems(maya.page, [['Pizza', '10']])
    await addPeople(maya.page, ['Tom'])
    await join(tom.page, await share(maya.page), 'Tom')
    await expectSynced(maya.page)
    // The database of keys does not open, as when a browser is out of space or its disk is slow.
    await maya.page.addInitScript(() => {
      const { open } = IDBFactory.prototype
      IDBFactory.prototype.open = function (...input: Parameters<typeof open>) {
        if (input[0] === 'billington-keys' && localStorage.getItem('refuse') !== null)
          throw new DOMException('The database does not open', 'UnknownError')
        return open.apply(this, input)
      }
    })
    const refuse = (isRefusing: boolean) =>
      maya.page.evaluate(refusing => {
        if (refusing) localStorage.setItem('refuse', '')
        else localStorage.removeItem('refuse')
      }, isRefusing)

    await refuse(true)
    await maya.page.reload()
    // Who one is, is asked: the answer was kept with the keys. It opens again in the moment of the tap.
    await maya.page.getByRole('button', { name: 'Maya', exact: true }).evaluate((answer: HTMLElement) => {
      localStorage.removeItem('refuse')
      answer.click()
    })
    await expect(pen(maya.page, 'You')).toBeChecked()
    await expectSynced(maya.page)
    await maya.page.reload()
    await expectSynced(maya.page)

    await refuse(true)
    await maya.page.reload()
    await expect(maya.page.getByRole('button', { name: 'Maya', exact: true })).toBeVisible()
    await refuse(false)
    // Nobody has to do anything.
    await expect(pen(maya.page, 'You')).toBeChecked()
    await expectSynced(maya.page)
    await tap(maya.page, ['Pizza'])
    await expect(row(tom.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
    expect(maya.console.filter(line => line.startsWith('uncaught'))).toEqual([])
  } finally {
    await relay.stop()
  }
})

test('what is edited before the code for sealing came is counted as waiting', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const maya = await newPhone(browser)
    const tom = await newPhoneWithApp(browser)
    await introduce(maya.page, relay.url, 'Maya')
    await newBill(maya.page, 'Osteria')
    await typeItems(maya.page, [
      ['Pizza', '10'],
      ['Wine', '8'],
    ])
    await addPeople(maya.page, ['Tom'])
    await join(tom.page, await share(maya.page), 'Tom')
    await expectSynced(maya.page)
    const sealing = /\/assets\/sealed-room-.*\.js$/
    await maya.page.route(sealing, route => route.abort())
    await maya.page.reload()
    await tap(maya.page, ['Pizza', 'Wine'])
    await expect(maya.page.locator('[data-true=true]')).toContainText('Waiting 2')
    await maya.page.unroute(sealing)
    await maya.page.reload()
    await expectSynced(maya.page)
    await expect(row(tom.page, 'Wine')).toHaveAccessibleName(/taken by Maya/)
  } finally {
    await relay.stop()
  }
})
