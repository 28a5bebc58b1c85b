/**
 * One bill's document in this tab, tied to the same bill's documents in the other tabs of this device.
 *
 * Promises: an edit is in the other tabs at once, shared bill or not, relay or none. What a tab says of its edits is true: one
 * counts as heard only when the leader said that its document has it. Each tab stores what it gets itself, so no tab's
 * "saved" rests on another tab's disk. Nothing here throws into a Yjs transaction.
 *
 * Not y-websocket's own BroadcastChannel: it takes what came from another tab for something the room already has and never
 * sends it, while here only the leader has a room and sends for all.
 */
import * as Y from 'yjs'
import { changedItems } from '../../crdt/document/changed-items.ts'
import type { ItemId } from '../../crdt/ids.ts'
import type { Waiting } from '../../crdt/replica.ts'
import { readTabMessage, type Standing, type TabMessage, type TabNews } from './tab-messages.ts'

/** What is used of a BroadcastChannel. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => unknown) | null
  close(): void
}

/** What the leader last said, as it concerns this tab. */
export interface Followed extends Standing {
  readonly leaderIsVisible: boolean
}

export interface TabLinkEvents {
  /** The leader reported. */
  onReport(): void
  /** Another tab made these edits, which this document has now. */
  onEdits(edits: Waiting): void
  /** Somebody wants to know what the leader knows. */
  onAsk(retry: boolean): void
  /** Another tab opened, or changed what this device keeps of the bill. */
  onKeys(): void
  /** The leader has something for whoever looks at this tab. */
  onNews(news: TabNews): void
}

export interface TabLinkOptions extends TabLinkEvents {
  readonly doc: Y.Doc
  readonly channel: TabChannel
  /** A random name for this tab. */
  readonly tab: string
  /** False while updates go another way between tabs. */
  readonly isOn: () => boolean
  /** The person looks at this tab now. */
  readonly isLooking: () => boolean
  /** This tab leads: edits of the others count here. What it hears before is still theirs to count. */
  readonly isLeading: () => boolean
}

/** An update that adds nothing: no structs, no deletions (Yjs V1). */
const emptyUpdateBytes = 2

export class TabLink {
  /** Own edits since the bill was opened here. */
  private edits = 0
  /** Of these, how many some leader has confirmed. */
  private confirmed = 0
  /** The lines that the others touched. */
  private readonly unheardItems = new Set<ItemId>()
  /** Edits of other tabs that this document has. */
  private readonly heard = new Map<string, number>()
  /** Of these, how many have been counted, here or by a leader before. */
  private readonly counted = new Map<string, number>()
  private report: Extract<TabMessage, { type: 'report' }> | null = null
  /** The tab that the person looked at last; null: none other than this one, as far as is known. */
  private looked: string | null = null
  private isClosed = false

  constructor(private readonly options: TabLinkOptions) {
    options.channel.onmessage = event => this.receive(event.data)
    options.doc.on('update', this.onUpdate)
  }

  /** Own edits that no leader has confirmed. */
  get unheard(): Waiting {
    return { count: this.edits - this.confirmed, items: [...this.unheardItems] }
  }

  /** The person looks at this tab rather than at another one of the bill. */
  get isLookedAt(): boolean {
    return this.looked === null
  }

  /** There are other tabs, as far as is known. */
  get hasSiblings(): boolean {
    return this.heard.size > 0
  }

  /** What the leader says; null when none has reported, or the bill is in no room. */
  get followed(): Followed | null {
    const { report } = this
    if (!report?.standing) return null
    const isHeard = (report.heard[this.options.tab] ?? 0) >= this.edits
    return {
      ...report.standing,
      settled: report.standing.settled && isHeard,
      waiting: report.standing.waiting + this.unheard.count,
      waitingItems: [...(report.standing.waitingItems ?? []), ...this.unheardItems],
      leaderIsVisible: report.isVisible,
    }
  }

  /** Null while no leader has reported. */
  get leaderIsVisible(): boolean | null {
    return this.report?.isVisible ?? null
  }

  /** Exchanges with all other tabs what either side lacks. */
  hello(): void {
    if (!this.options.isOn()) return
    this.post({ type: 'hello', from: this.options.tab, stateVector: Y.encodeStateVector(this.options.doc) })
  }

  /** As the leader: tells the others how the room stands. */
  tell(standing: Standing | null, isVisible: boolean): void {
    // What a leader has done it knows itself.
    this.confirm(this.edits)
    if (!this.hasSiblings) return
    // What was heard while another tab led, which may have died before it counted it, is confirmed when it is counted.
    const heard = Object.fromEntries(this.counted)
    this.post({ type: 'report', from: this.options.tab, isVisible, heard, standing })
  }

  ask(retry: boolean): void {
    this.post({ type: 'ask', from: this.options.tab, retry })
  }

  tellKeys(): void {
    this.post({ type: 'keys', from: this.options.tab })
  }

  /** Says that the person looks here. */
  look(): void {
    this.looked = null
    this.post({ type: 'look', from: this.options.tab, isHere: true })
  }

  /** Has it told in the tab that the person looks at. */
  pass(news: TabNews): void {
    if (this.looked !== null) this.post({ type: 'news', from: this.options.tab, to: this.looked, ...news })
  }

  close(): void {
    this.post({ type: 'look', from: this.options.tab, isHere: false })
    this.isClosed = true
    this.options.doc.off('update', this.onUpdate)
    this.options.channel.onmessage = null
    this.options.channel.close()
  }

  private readonly onUpdate = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    transaction: Y.Transaction,
  ) => {
    if (origin === this) return
    const items = transaction.local ? changedItems(transaction) : []
    if (transaction.local) this.edits += 1
    for (const item of items) this.unheardItems.add(item)
    if (!this.options.isOn()) return
    this.post({
      type: 'update',
      from: this.options.tab,
      update,
      edits: this.edits,
      isEdit: transaction.local,
      items,
    })
  }

  private confirm(edits: number): void {
    this.confirmed = Math.max(this.confirmed, Math.min(this.edits, edits))
    if (this.confirmed === this.edits) this.unheardItems.clear()
  }

  private post(message: TabMessage): void {
    if (this.isClosed) return
    try {
      this.options.channel.postMessage(message)
    } catch {
      // A channel that does not take it: the next hello makes up for it.
    }
  }

  private receive(data: unknown): void {
    const message = readTabMessage(data)
    if (!message || message.from === this.options.tab || this.isClosed) return
    try {
      this.take(message)
    } catch {
      // An update that cannot be applied here, or a listener's fault: this tab goes on with what it has.
    }
  }

  private take(message: TabMessage): void {
    const { doc, tab, isLooking, onReport, onAsk, onKeys, onNews } = this.options
    if (!this.heard.has(message.from)) this.heard.set(message.from, 0)
    switch (message.type) {
      case 'hello':
        this.answer(message.from, message.stateVector, Y.encodeStateVector(doc))
        if (isLooking()) this.look()
        onKeys()
        return onAsk(false)
      case 'diff':
        if (message.to !== tab) return
        this.apply(message, message.unheard, true)
        if (message.stateVector) this.answer(message.from, message.stateVector, null)
        return
      case 'update':
        return this.apply(message, message.isEdit ? 1 : 0, false)
      case 'report':
        this.report = message
        this.confirm(message.heard[tab] ?? 0)
        return onReport()
      case 'ask':
        return onAsk(message.retry)
      case 'keys':
        return onKeys()
      case 'look':
        // What crosses with the news that they look here now is old.
        if (message.isHere && !isLooking()) this.looked = message.from
        else if (!message.isHere && this.looked === message.from) this.looked = null
        return
      case 'news':
        if (message.to === tab) onNews({ arrived: message.arrived, met: message.met })
        return
    }
  }

  /** Tells a tab what it lacks; with the own state vector it answers in kind. */
  private answer(to: string, stateVector: Uint8Array, own: Uint8Array | null): void {
    const { doc, tab, isOn } = this.options
    if (!isOn()) return
    const update = Y.encodeStateAsUpdate(doc, stateVector)
    const isNews = update.length > emptyUpdateBytes || this.edits > 0
    if (own === null && !isNews) return
    this.post({
      type: 'diff',
      from: tab,
      to,
      update,
      stateVector: own,
      edits: this.edits,
      unheard: this.unheard.count,
      items: this.unheard.items,
    })
  }

  private apply(
    { from, update, edits, items = [] }: Extract<TabMessage, { type: 'diff' | 'update' }>,
    unheard: number,
    isWhole: boolean,
  ): void {
    const { doc } = this.options
    Y.applyUpdate(doc, update, this)
    // It builds on something that was told before this tab listened: it is not here until that is.
    if (!isWhole && doc.store.pendingStructs !== null) return this.hello()
    this.heard.set(from, Math.max(this.heard.get(from) ?? 0, edits))
    const before = this.counted.get(from) ?? 0
    if (edits <= before || !this.options.isLeading()) return
    this.counted.set(from, edits)
    const count = Math.min(unheard, edits - before)
    this.options.onEdits({ count, items: count > 0 ? items : [] })
  }
}
