/**
 * A long bill in Chromium: from the click on home to its painted list, all of it read from IndexedDB, and the work of the
 * main thread for a change that another tab of the device made. The bill is put into the database that the app made, as one
 * row. Beside it the simplest thing that does the same: a Y.Map of plain objects, drawn anew as a whole (baselines/plain-list.ts).
 */
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Browser, type CDPSession, expect, type Page } from '@playwright/test'
import { build } from 'vite'
import { introduce, newBill, newPhone, newPhoneWithApp } from '../browser/table.ts'
import { RelayProcess } from '../world/relay-process.ts'
import { addStoredRow, readStoredRows } from '../world/stored-rows.ts'
import { launchBrowser } from './browser.ts'
import { median, percentile, sayTarget } from './figures.ts'
import { later } from './later.ts'
import { lengthen, type PlainExpense, size } from './long-bill.ts'
import { moment, othersCores, type QuietMachine } from './quiet-machine.ts'

const opens = 7
const changes = 20
/** A change is painted by then; the row of home, which nobody waits for, is made later than that (state/keep-summary.ts). */
const paintedMs = 280
/** Between two changes. */
const pauseMs = 900

export async function measureList(machine: QuietMachine): Promise<void> {
  const { expenses, people, items } = size
  console.log(`\nA long bill: ${expenses} expenses, ${people} people, ${items} items`)
  const relay = await RelayProcess.start({ LOG_LEVEL: 'error' })
  const browser = await launchBrowser()
  try {
    const { page, context } = await newPhoneWithApp(browser)
    await introduce(page, relay.url, 'Maya')
    await newBill(page, 'Long')
    const database = `billington-bill-${page.url().split('#~')[1]}`
    await page.getByRole('link', { name: 'Back to bills' }).click()
    const own = Uint8Array.from((await page.evaluate(readStoredRows, database))[0] ?? [])
    const { update, plain } = lengthen(own)
    await page.evaluate(addStoredRow, [database, Buffer.from(update).toString('base64')] as const)
    console.log(`  ${(update.length / 2 ** 20).toFixed(1)} MiB of document`)
    await machine.wait()
    const before = moment()
    const topMs: number[] = []
    const openMs: number[] = []
    for (let round = 0; round <= opens; round++) {
      await page.goto(relay.url)
      await expect(page.getByRole('link', { name: /Long/ })).toBeVisible()
      const painted = await openFromHome(page)
      if (round === 0) {
        // It compiles the code, and has the row of home written, with the top of the list in it.
        await later(3_000)
        continue
      }
      topMs.push(painted.topMs)
      openMs.push(painted.allMs)
    }
    const other = await context.newPage()
    await other.goto(page.url())
    await expect(other.getByRole('link', { name: /Expense 319/ })).toBeVisible({ timeout: 60_000 })
    const workMs = await remoteChanges(page, other)
    const theirs = await plainList(browser, plain)
    const others = othersCores(before, moment()).toFixed(2)
    const [top, ours, work] = [median(topMs), median(openMs), median(workMs)]
    console.log(
      `  from IndexedDB to a painted list: ${top.toFixed(0)} ms as it was last seen, ${ours.toFixed(0)} ms out of the document (plain ${theirs.openMs.toFixed(0)} ms)`,
    )
    console.log(
      `  main thread for a remote change: ${work.toFixed(0)} ms, p95 ${percentile(workMs, 0.95).toFixed(0)} ms (plain ${theirs.changeMs.toFixed(0)} ms); others' CPU ${others} cores`,
    )
    sayTarget('open ms, as last seen', top, { atMost: 1_000 })
    sayTarget('open ms, out of the document', ours, { atMost: 1_000 })
    sayTarget('remote change ms', work, { atMost: 50 })
  } finally {
    await browser.close()
    await relay.stop()
  }
}

/** Clicks the bill on home; ms from the click until rows are painted. */
async function openFromHome(page: Page): Promise<Painted> {
  const painted = page.evaluate(rowsPainted)
  await page.getByRole('link', { name: /Long/ }).click()
  return painted
}

/** One more title of an expense at a time in the other tab; ms of main-thread work in the first, less what it does anyway. */
async function remoteChanges(page: Page, other: Page): Promise<number[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  // Until what opening brought about is over; then the quietest of a few.
  await later(4_000)
  const idle: number[] = []
  for (let at = 0; at < 5; at++) idle.push(await workDuring(session, async () => undefined))
  const idleMs = Math.min(...idle)
  const works: number[] = []
  await other.bringToFront()
  for (let at = 0; at < changes; at++) {
    await other
      .getByRole('link', { name: /Expense 319/ })
      .first()
      .click()
    await other.getByRole('textbox', { name: 'Amount', exact: true }).fill(`${20 + at}.50`)
    await other.keyboard.press('Enter')
    const work = await workDuring(session, () =>
      other.getByRole('button', { name: 'Save', exact: true }).click(),
    )
    works.push(Math.max(0, work - idleMs))
    await later(pauseMs)
    await expect(page.getByRole('link', { name: /Expense 319/ }).first()).toContainText(`${20 + at}.50`)
  }
  return works
}

async function workDuring(session: CDPSession, act: () => Promise<unknown>): Promise<number> {
  const taskMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const before = await taskMs()
  await act()
  await later(paintedMs)
  return (await taskMs()) - before
}

async function plainList(
  browser: Browser,
  expenses: readonly PlainExpense[],
): Promise<{ readonly openMs: number; readonly changeMs: number }> {
  const script = await bundled('baselines/plain-list.ts')
  const server = createServer((request, response) => {
    const isScript = request.url === '/plain.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><body><script type="module" src="/plain.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  try {
    const { page } = await newPhone(browser)
    await page.goto(url)
    await page.waitForFunction(() => window.plainList !== undefined)
    await page.evaluate(all => window.plainList.fill(all), expenses)
    const openMs: number[] = []
    for (let round = 0; round <= opens; round++) {
      await page.goto(url)
      await page.waitForFunction(() => window.plainList !== undefined)
      const ms = await page.evaluate(() => window.plainList.open())
      if (round > 0) openMs.push(ms)
    }
    const changeMs: number[] = []
    for (let at = 0; at < changes; at++) changeMs.push(await page.evaluate(() => window.plainList.change()))
    return { openMs: median(openMs), changeMs: median(changeMs) }
  } finally {
    server.close()
  }
}

async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'], fileName: 'plain' },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  const chunk = output && 'output' in output ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('the baseline was not bundled')
  return chunk.code
}

// What follows runs in the page.

interface Painted {
  /** Any rows at all: those that were last seen. */
  readonly topMs: number
  /** Those of the document. */
  readonly allMs: number
}

/** From the next click until rows of expenses are painted. */
function rowsPainted(): Promise<Painted> {
  return new Promise(resolve => {
    let clickMs = 0
    let topMs = 0
    let isTopHere = false
    addEventListener(
      'click',
      event => {
        clickMs = event.timeStamp
      },
      { capture: true, once: true },
    )
    const afterFrame = (run: () => void) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = run
      requestAnimationFrame(() => port2.postMessage(null))
    }
    const sinceClick = () => performance.now() - clickMs
    const observer = new MutationObserver(() => {
      if (!isTopHere && document.querySelector('.trip main .spent') !== null) {
        isTopHere = true
        afterFrame(() => {
          topMs = sinceClick()
        })
      }
      if (document.querySelector('.trip main [data-row]') === null) return
      observer.disconnect()
      afterFrame(() => resolve({ topMs, allMs: sinceClick() }))
    })
    observer.observe(document, { subtree: true, childList: true })
  })
}
