/**
 * A bill as it is read aloud from its top to its end: the accessibility tree of the page, in order, the same on a phone and on a
 * desktop (DESIGN.md section 10). What is not named here may stand between.
 */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  choosePen,
  desktopSize,
  introduce,
  join,
  newBill,
  newPhone,
  phoneSize,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

/** The accessibility tree is asked for all of it at once: nothing may be named twice, nor in another order. */
for (const [device, size] of [
  ['phone', phoneSize],
  ['desktop', desktopSize],
] as const) {
  test(`a bill is read in its order: title, status, tabs, people, items, sums, share (${device})`, async ({
    browser,
  }) => {
    const { page } = await newPhone(browser, { size })
    await introduce(page, relay.url, 'Aki')
    await newBill(page, 'Osteria da Nino')
    await typeItems(page, [
      ['2 Tagliatelle al ragù', '28'],
      ['Vino rosso', '24'],
      ['Tiramisù', '7'],
    ])
    await addPeople(page, ['Tom', 'Ines'])
    await tap(page, ['Tagliatelle al ragù', 'Vino rosso'])
    await choosePen(page, 'Tom')
    await tap(page, ['Tagliatelle al ragù'])
    await choosePen(page, 'Ines')
    await tap(page, ['Vino rosso'])
    await choosePen(page, 'You')
    await addCharge(page, { kind: 'Service', how: 'Percent', value: '10' })
    await page.getByRole('button', { name: 'Who paid?' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tom' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    const tree = page.getByRole('main')
    await expect(tree).toMatchAriaSnapshot(`
      - main:
        - button "Share"
        - button "More"
        - heading "Osteria da Nino" [level=1]:
          - textbox "Title of the bill"
        - paragraph: /Tom paid · 3 people · On this/
        - navigation "Bill":
          - link "Receipt"
          - link "Balances"
        - radiogroup "Who are you tapping for":
          - radio "You, 28.60 euros" [checked]
          - radio "Tom, 15.40 euros"
          - radio "Ines, 13.20 euros"
        - button "Add person"
        - heading "GUEST CHECK" [level=2]
        - img /number \\d{4}/
        - list "Items":
          - listitem:
            - button "Tagliatelle al ragù, 2, 28.00 euros, shared by you and Tom, your part 14.00" [pressed]
            - button "More about Tagliatelle al ragù"
          - listitem:
            - button "Vino rosso, 1, 24.00 euros, shared by you and Ines, your part 12.00" [pressed]
            - button "More about Vino rosso"
          - listitem:
            - button "Tiramisù, 1, 7.00 euros, nobody yet"
            - button "More about Tiramisù"
        - button "Add item"
        - text: Subtotal 59.00
        - button "Edit Service 10 %, 5.90"
        - button "Tax, tip or discount"
        - text: Total €64.90
        - button "Compare with the receipt’s total"
        - text: 1 item is still free
        - button "Split the rest"
        - button "Paid by Tom"
        - paragraph:
          - link "Add another expense"
        - img "€57.20 of €64.90 claimed"
        - text: 7.70 still free Your share, with service €28.60
        - button "How it adds up"
        - button "Settle up"
    `)
    // The share is spoken once it rests, and not read a second time from the page.
    await expect(tree).not.toContainText('Your share is')
    await tap(page, ['Tiramisù'])
    await expect(tree).toContainText('Your share is 36.30 euros.')
    await expect(tree).not.toContainText('Your share is')

    await page.getByRole('link', { name: 'Balances' }).click()
    await expect(tree).toMatchAriaSnapshot(`
      - main:
        - heading "Osteria da Nino" [level=1]
        - navigation "Bill":
          - link "Receipt"
          - link "Balances"
        - list "Balances":
          - listitem:
            - button "Balance of Tom"
            - text: "+49.50"
          - listitem:
            - button "Balance of Ines"
            - text: −13.20
          - listitem:
            - button "Your balance"
            - text: −36.30
        - heading "2 payments settle it all" [level=2]
        - list "Payments to make":
          - listitem:
            - text: You pay Tom
            - button "36.30, why you pay it"
            - button /^Paid in part/
            - button /^Mark paid/
          - listitem:
            - text: Ines pays Tom
            - button "13.20, why Ines pays it"
            - button /^Paid in part/
            - button /^Mark paid/
    `)
  })
}

test('who is here is part of what a pen is called, and whoever has no seat hears the total as that', async ({
  browser,
}) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12.50']])
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  await join(guest.page, link, 'Tom')
  await expect(host.page.getByRole('radio', { name: 'Tom, 0.00 euros, here now' })).toBeVisible()
  const third = await newPhone(browser)
  await third.page.goto(link)
  await third.page.getByRole('button', { name: 'Just look' }).click()
  await expect(third.page.getByRole('main')).toContainText('The total is 12.50 euros.')
})
