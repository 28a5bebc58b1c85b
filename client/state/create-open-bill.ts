/**
 * Makes the one door between pages and the rooms behind it (open-bill.ts): a stored document, a store for the screen, the
 * commands, undo, and the room once there is one. Call it under an owner; it lives as long as that.
 */
import { createEffect, createMemo, createSelector, createSignal, onCleanup, untrack } from 'solid-js'
import { readActivity } from '../../crdt/document/activity.ts'
import type { ConflictKind } from '../../crdt/document/conflict.ts'
import { readBill } from '../../crdt/document/read.ts'
import { placesIn, thingIn } from '../../crdt/document/things.ts'
import { createUndo } from '../../crdt/document/undo.ts'
import { billCommands } from '../../crdt/document/write.ts'
import type { WriterContext } from '../../crdt/document/writer.ts'
import { whenWritten } from '../../crdt/document/written.ts'
import type { Expense, Person } from '../../crdt/domain/bill.ts'
import { entryOf } from '../../crdt/domain/ledger.ts'
import { settle } from '../../crdt/domain/settle.ts'
import { split as splitOf } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, ItemId, PersonId } from '../../crdt/ids.ts'
import { nothingWaits, Replica } from '../../crdt/replica.ts'
import { sessionNote } from '../storage/session-note.ts'
import { type SummaryRow, summaries } from '../storage/summaries.ts'
import { waitingChanges } from '../storage/waiting.ts'
import { createBalances } from './balances.ts'
import { createCalmStatus, statusOf } from './bill-status.ts'
import { createBillStore } from './bill-store.ts'
import { rowAtHome } from './bills.ts'
import { carryHandles } from './carry-handles.ts'
import { fillRandom, today } from './clock.ts'
import { openDocument } from './documents.ts'
import { createExpenseGroups } from './expense-groups.ts'
import { createExpenseMemos } from './expense-memos.ts'
import { createFeed } from './feed.ts'
import { createFetching } from './fetching.ts'
import { onlyWith } from './guarded-commands.ts'
import { createHistory } from './history.ts'
import { createIssues } from './issues.ts'
import { keepHead } from './keep-head.ts'
import { keepSummary } from './keep-summary.ts'
import { isTrip, shownExpenses } from './kind.ts'
import { createLastLook } from './last-look.ts'
import { createLooking } from './looking.ts'
import { createMembership } from './membership.ts'
import { createMerges } from './merges.ts'
import type { OpenBill } from './open-bill.ts'
import { createOverwrites } from './overwrites.ts'
import { createPresence } from './presence.ts'
import { profile } from './profile.ts'
import { createReckoned } from './reckoned.ts'
import { createRelayState } from './relay-state.ts'
import type { Followed } from './tab-link.ts'
import type { Standing, TabNews } from './tab-messages.ts'
import { openTabs, type Tabs } from './tabs.ts'
import { whenAsked } from './when-asked.ts'

export function createOpenBill(id: BillId): OpenBill {
  const { doc, persistence, lead } = openDocument(id)
  const replica = new Replica({ doc, persistence, waiting: waitingChanges(id) })
  let tabs: Tabs | null = null
  const membership = createMembership({
    id,
    replica,
    openTabs(events) {
      tabs = openTabs({
        ...events,
        id,
        doc,
        standing,
        onLead(leads) {
          lead(leads)
          events.onLead(leads)
          look()
        },
        onEdits(edits) {
          if (membership.shared()) replica.countOwn(edits)
        },
        onReport: look,
        onRetry: () => relayHere.retry(),
        onNews({ arrived, met }) {
          overwrites.hear(arrived)
          merges.hear(met)
        },
      })
      return tabs
    },
  })
  const context: WriterContext = { doc, by: membership.me, nowMs: Date.now, fillRandom, today }
  const { bill, plain, dispose } = createBillStore(doc)
  const [conflict, setConflict] = createSignal<{ readonly kind: ConflictKind } | null>(null)
  // Later than whatever the one who asked for it says of it.
  const tellConflict = (kind: ConflictKind) => queueMicrotask(() => setConflict({ kind }))
  const write = onlyWith(
    () => membership.right() === 'edit',
    () => bill.closedAt !== null,
    billCommands(context),
    tellConflict,
  )
  /** Who turned out to be somebody else on the bill is that person from then on. */
  const me = createMemo(() => {
    const id = membership.me()
    return bill.people.find(person => person.id === id)?.mergedInto ?? id
  })
  const history = createUndo(doc, context)
  const feed = createFeed(doc)

  const relayHere = createRelayState(membership.relayHost)
  const [followed, setFollowed] = createSignal<Followed | null>(null)
  const relay = () => followed()?.relay ?? relayHere.state()
  /** How the room stands from here, when this tab leads. */
  const standing = (): Standing | null => {
    if (!membership.shared()) return null
    return {
      caughtUp: caughtUp(),
      settled: replica.room?.settled ?? false,
      keeps: replica.room?.keeps ?? true,
      waiting: replica.waiting.count,
      waitingItems: replica.waiting.items,
      relay: relayHere.state(),
    }
  }
  const [caughtUp, setCaughtUp] = createSignal(false)
  /** Own changes that no leader knows of. */
  const unheard = () => (followed() || !tabs || tabs.leads ? nothingWaits : tabs.unheard)
  const statusNow = () => {
    const room = followed() ?? standing()
    return statusOf({
      stored: persistence.state(),
      shared: membership.shared(),
      settled: room?.settled ?? false,
      keeps: room?.keeps ?? true,
      waiting: (room?.waiting ?? 0) + unheard().count,
      online: relay().kind === 'open',
    })
  }
  const calm = createCalmStatus(statusNow())
  const fetching = createFetching(id, replica)
  const [known, setKnown] = createSignal<SummaryRow | null>(rowAtHome(id))
  summaries.get(id).then(
    row => setKnown(before => row ?? before),
    () => undefined,
  )
  const [stored, setStored] = createSignal(true)
  const [unsent, setUnsent] = createSignal<readonly ItemId[]>([], { equals: sameItems })
  const marked = createMemo(() => new Set(calm.status().kind === 'waiting' ? unsent() : []))
  const isWaiting = createSelector(marked, (item: ItemId, items) => items.has(item))
  const look = () => {
    setFollowed(tabs?.followed ?? null)
    setStored(persistence.state() === 'saved')
    if (replica.room?.state.kind === 'live' || followed()?.caughtUp) setCaughtUp(true)
    setUnsent([...((followed() ?? standing())?.waitingItems ?? []), ...unheard().items])
    calm.update(statusNow())
    fetching.look()
    tabs?.tell()
  }
  const [choseToLook, setLooking] = createLooking(id)
  /** Somebody who was taken off the bill has no seat. */
  const isSeated = () => bill.people.some(each => each.id === me() && each.removedAt === null)
  /** Whoever takes a seat, in another tab too, looks no longer. */
  const looking = createMemo(() => choseToLook() && !isSeated())
  const stopListening = replica.onChange(look)
  createEffect(() => {
    relayHere.state()
    membership.shared()
    untrack(look)
  })

  const countSteps = () => ({ canUndo: history.canUndo(), canRedo: history.canRedo() })
  const [steps, setSteps] = createSignal(countSteps())
  const stopHistory = history.onChange(() => setSteps(countSteps()))

  const memos = createExpenseMemos(plain)
  const split = memos(expense => splitOf(expense, plain.people()))
  const entry = memos(expense => {
    const result = split(expense.id)
    return result && entryOf(expense, result, bill.currency)
  })
  const expenses = createMemo(() => shownExpenses(bill))
  const [chosenReceipt, chooseReceipt] = createSignal<ExpenseId | null>(null)
  const isItemised = (expense: Expense) => expense.split.mode === 'items'
  const remembered = (expense: Expense, people: readonly Person[]) =>
    split(expense.id) ?? splitOf(expense, people)
  const groups = createExpenseGroups(plain)
  const balances = whenAsked(() => createBalances(plain, groups, remembered))
  const issues = whenAsked(() => createIssues(bill, groups, split))
  const transfers = whenAsked(() => createMemo(() => settle(balances())))

  const loaded = () => membership.loaded() && (bill.createdAt > 0 || !membership.shared() || caughtUp())
  const reckoned = createReckoned({ loaded, ids: plain.ids, split })

  const [revision, setRevision] = createSignal(0)
  const countRevision = () => {
    try {
      setRevision(count => count + 1)
    } catch {
      // A throw in a listener of a Y.Doc would wedge it; the row is then as old as it is.
    }
  }
  // After the store, which listens since before.
  const stopCounting = whenWritten(doc, countRevision)
  keepSummary({
    id,
    bill,
    revision,
    me,
    split,
    balances,
    joined: membership.joined,
    loaded: reckoned,
    known: () => known() !== null,
  })

  /** Has it told in the tab that the person looks at; false where that is this one. */
  const passOn = (news: TabNews) => {
    if (tabs === null || tabs.isLookedAt) return false
    tabs.pass(news)
    return true
  }
  const merges = createMerges({
    doc,
    room: membership.room,
    me,
    waiting: () => (calm.status().kind === 'waiting' ? replica.waiting.count : 0),
    passOn: met => passOn({ arrived: [], met }),
  })

  const overwrites = createOverwrites({
    doc,
    room: membership.room,
    me: membership.me,
    passOn: arrived => passOn({ arrived, met: [] }),
  })

  const stopKeepingHead = keepHead(id, replica)

  onCleanup(() => {
    stopCounting()
    stopKeepingHead()
    stopListening()
    stopHistory()
    calm.dispose()
    fetching.dispose()
    history.destroy()
    dispose()
    void membership.leave()
  })

  /** What others do does not come for now. */
  const isOut = () => relay().kind === 'offline' || relay().kind === 'unreachable'
  const mayChange = () => loaded() && membership.right() === 'edit' && bill.closedAt === null

  const lastLook = createLastLook({
    id,
    doc,
    me: membership.me,
    share: () => {
      const person = me()
      if (person === null || !loaded()) return null
      const { parts, currency } = balances()
      return { minor: parts.get(person)?.shareMinor ?? 0, currency }
    },
    reckoned,
    isHere: () => loaded() && (!membership.shared() || (caughtUp() && relay().kind === 'open') || isOut()),
  })

  const presence = createPresence({
    room: membership.room,
    me,
    mayTell: () => mayChange() && isSeated(),
  })

  return {
    id,
    bill,
    presence,
    merges,
    overwrites: overwrites.latest,
    conflict,
    lastLook,
    unsaved: sessionNote('unsaved', id),
    feed,
    loaded,
    reckoned,
    known,
    newer: fetching.newer,
    me,
    setMe(person: PersonId) {
      setLooking(false)
      const before = membership.me()
      membership.sit(person, write)
      const seat = (id: PersonId | null) => bill.people.find(each => each.id === id)
      if (mayChange()) carryHandles(write, seat(before), seat(person), profile().handles)
    },
    right: membership.right,
    looking,
    setLooking,
    mayEdit: () => mayChange() && !looking(),
    status: calm.status,
    isWaiting,
    statusIsTrue: () => calm.isCurrent() && (stored() || calm.status().kind === 'notSaved'),
    relay,
    retryRelay: () => (followed() ? tabs?.retry() : relayHere.retry()),
    write,
    split,
    balances,
    issues,
    transfers,
    entry,
    receipt: createMemo(() => {
      const id = chosenReceipt()
      const chosen = bill.expenses.find(expense => expense.id === id)
      return chosen && isItemised(chosen) ? chosen : bill.expenses.find(isItemised)
    }),
    chooseReceipt,
    expenses,
    isTrip: createMemo(() => (loaded() ? isTrip(expenses()) : known()?.top !== undefined)),
    undo: () => void (mayChange() && history.undo()),
    redo: () => void (mayChange() && history.redo()),
    canUndo: createMemo(() => steps().canUndo),
    canRedo: createMemo(() => steps().canRedo),
    shared: membership.shared,
    share: membership.share,
    activity: () => readActivity(doc),
    thing: thing => thingIn(placesIn(doc), thing),
    history: () => createHistory(doc),
    exportJson: () => new Blob([JSON.stringify(readBill(doc), null, 2)], { type: 'application/json' }),
  }
}

const sameItems = (a: readonly ItemId[], b: readonly ItemId[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])
