import { expect, it } from 'vitest'
import { type Leadership, seekLeadership } from '../../../client/state/leader.ts'

interface Held {
  readonly end: (error?: DOMException) => void
}

/** A browser's locks: one holder, a queue, stealing. */
class MemoryLocks {
  private held: Held | null = null
  private queue: (() => void)[] = []

  async request(_name: string, options: LockOptions, act: () => unknown): Promise<unknown> {
    await Promise.resolve()
    return new Promise((resolve, reject) => {
      const grant = () => {
        const mine: Held = {
          end: error => {
            if (this.held !== mine) return
            this.held = null
            if (error) reject(error)
            else resolve(undefined)
            this.queue.shift()?.()
          },
        }
        this.held = mine
        Promise.resolve(act()).then(() => mine.end())
      }
      if (options.steal) {
        const before = this.queue
        this.queue = []
        this.held?.end(new DOMException('stolen', 'AbortError'))
        this.queue = before
        return grant()
      }
      const abort = () => {
        this.queue = this.queue.filter(each => each !== grant)
        reject(new DOMException('aborted', 'AbortError'))
      }
      if (options.signal?.aborted) return abort()
      options.signal?.addEventListener('abort', abort)
      if (this.held) this.queue.push(grant)
      else grant()
    })
  }

  /** The tab that holds the lock is gone without a word. */
  crash(): void {
    this.held?.end()
  }
}

const settle = () => new Promise(resolve => setTimeout(resolve, 0))

function tab(locks: MemoryLocks) {
  const heard: boolean[] = []
  const leadership: Leadership = seekLeadership(locks as unknown as LockManager, 'bill', leads =>
    heard.push(leads),
  )
  return { leadership, heard }
}

it('the first tab leads, the next one when it resigns', async () => {
  const locks = new MemoryLocks()
  const [first, second] = [tab(locks), tab(locks)]
  await settle()
  expect([first.leadership.leads, second.leadership.leads]).toEqual([true, false])
  first.leadership.resign()
  await settle()
  expect([first.leadership.leads, second.leadership.leads]).toEqual([false, true])
  // Who resigned knows it and needs no telling.
  expect(first.heard).toEqual([true])
})

it('the next tab leads when the leader is gone without a word', async () => {
  const locks = new MemoryLocks()
  const [, second] = [tab(locks), tab(locks)]
  await settle()
  locks.crash()
  await settle()
  expect(second.heard).toEqual([true])
})

it('a tab that loses the lead hears it, and leads again when the other one ends', async () => {
  const locks = new MemoryLocks()
  const [first, second, third] = [tab(locks), tab(locks), tab(locks)]
  await settle()
  second.leadership.takeOver()
  await settle()
  expect([first, second, third].map(({ leadership }) => leadership.leads)).toEqual([false, true, false])
  expect(first.heard).toEqual([true, false])
  third.leadership.resign()
  second.leadership.resign()
  await settle()
  expect(first.heard).toEqual([true, false, true])
})

it('of two that take over at once one leads', async () => {
  const locks = new MemoryLocks()
  const tabs = [tab(locks), tab(locks), tab(locks)]
  await settle()
  for (const { leadership } of tabs.slice(1)) leadership.takeOver()
  await settle()
  expect(tabs.filter(({ leadership }) => leadership.leads)).toHaveLength(1)
})

it('a tab that is closed while it queues never leads', async () => {
  const locks = new MemoryLocks()
  const [first, second] = [tab(locks), tab(locks)]
  second.leadership.resign()
  first.leadership.resign()
  await settle()
  expect(second.heard).toEqual([])
})

it('a page that may not use locks does everything itself', async () => {
  const refuse = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }
  const alone = tab(refuse as unknown as MemoryLocks)
  await settle()
  expect(alone.leadership.leads).toBe(true)
})
