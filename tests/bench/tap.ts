/**
 * From a tap on one phone to the other phone: two browser contexts of one Chromium with the same bill open, the built
 * relay with SQLite between them. Measured from the click's own time stamp in one page until the row of the other page
 * has changed and was painted (the first task after the frame with the change), by the clock of the one machine. In it
 * are both documents, sealing, signing, the 100 ms in which a phone gathers what it sends, the disk and both sockets.
 */
import type { Page } from '@playwright/test'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhoneWithApp,
  row,
  share,
  typeItems,
} from '../browser/table.ts'
import { RelayProcess } from '../world/relay-process.ts'
import { launchBrowser } from './browser.ts'
import { percentile, sayTarget } from './figures.ts'
import { later } from './later.ts'
import { moment, othersCores, type QuietMachine } from './quiet-machine.ts'

const dishes = ['Salad', 'Beer', 'Nachos', 'Burger', 'Soup', 'Bread', 'Wine', 'Cake'] as const
const warmUpTaps = 16
const taps = 100
/** Between two taps: no multiple of anything that ticks. */
const pauseMs = 137

export async function measureTap(machine: QuietMachine): Promise<void> {
  console.log(`\nFrom tap to other phone: ${taps} taps in Chromium`)
  const relay = await RelayProcess.start({ LOG_LEVEL: 'error' })
  const browser = await launchBrowser()
  try {
    const host = await newPhoneWithApp(browser)
    const guest = await newPhoneWithApp(browser)
    await introduce(host.page, relay.url, 'Maya')
    await newBill(host.page, 'Dinner')
    await typeItems(
      host.page,
      dishes.map(dish => [dish, '12.50'] as const),
    )
    await addPeople(host.page, ['Tom'])
    await join(guest.page, await share(host.page), 'Tom')
    await expectSynced(guest.page)
    await host.page.evaluate(noteTaps)
    await guest.page.evaluate(notePaints)
    for (let i = 0; i < warmUpTaps; i++) await tapToPaintMs(host.page, guest.page, i)
    await machine.wait()
    const before = moment()
    const times: number[] = []
    for (let i = 0; i < taps; i++) times.push(await tapToPaintMs(host.page, guest.page, i))
    const others = othersCores(before, moment()).toFixed(2)
    const [median, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
    console.log(`  median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; others' CPU ${others} cores`)
    sayTarget('median ms', median, { atMost: 200 })
    sayTarget('p95 ms', p95, { atMost: 500 })
  } finally {
    await browser.close()
    await relay.stop()
  }
}

/** Taps a dish, or takes the tap back, and waits for the other phone. */
async function tapToPaintMs(from: Page, to: Page, count: number): Promise<number> {
  await row(from, dishes[count % dishes.length] ?? dishes[0]).click()
  const tappedMs = await from.evaluate(lastTapMs)
  const painted = await to.waitForFunction(firstPaintMs, tappedMs)
  const paintedMs = Number(await painted.jsonValue())
  await later(pauseMs)
  return paintedMs - tappedMs
}

// What follows runs in the pages. Their times are by the clock that both share.

/** Marks when each click was made. */
function noteTaps(): void {
  addEventListener('click', event => performance.mark('tapped', { startTime: event.timeStamp }), true)
}

/** Marks when a row that changed was painted. */
function notePaints(): void {
  const mark = new MessageChannel()
  mark.port1.onmessage = () => performance.mark('painted')
  new MutationObserver(changes => {
    if (!changes.some(({ target }) => target instanceof HTMLElement && target.dataset.row !== undefined))
      return
    // A frame's callbacks run before it is painted, the next task after.
    requestAnimationFrame(() => mark.port2.postMessage(null))
  }).observe(document, { subtree: true, attributeFilter: ['aria-label'] })
}

function lastTapMs(): number {
  return performance.timeOrigin + (performance.getEntriesByName('tapped').at(-1)?.startTime ?? Number.NaN)
}

/** When a row was first painted after a time; 0: not yet. */
function firstPaintMs(afterMs: number): number {
  const times = performance.getEntriesByName('painted').map(mark => performance.timeOrigin + mark.startTime)
  return times.find(time => time > afterMs) ?? 0
}
