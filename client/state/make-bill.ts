/** Makes a bill: a document with the user as its first person, its keys record and its row on home. Imported lazily. */
import type { BillCommands } from '../../crdt/document/commands.ts'
import { readBill } from '../../crdt/document/read.ts'
import { billCommands } from '../../crdt/document/write.ts'
import { localOrigin } from '../../crdt/document/writer.ts'
import { type BillId, type ExpenseId, newBillId, type PersonId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import { keysStore } from '../storage/keys.ts'
import { summaries } from '../storage/summaries.ts'
import { fillRandom, today } from './clock.ts'
import { type Beginning, beginningOf, copyExpenses, copyPeople } from './copy-bill.ts'
import { newDeviceId } from './devices.ts'
import { handOver, openDocument } from './documents.ts'
import { emptyKeys } from './membership.ts'
import { profile } from './profile.ts'
import { readStored } from './read-stored.ts'

export function makeBill(): Promise<BillId> {
  const { name, ink, currency } = profile()
  return begin({ title: '', currency, myName: name || t('person.me'), myInk: ink }, () => undefined)
}

/**
 * A bill once more, on this device only: its people, currency and own categories, with its expenses or with an empty receipt.
 * Payments are not copied: they settled the other one.
 * @throws Error when the bill is not here
 */
export async function duplicateBill(source: BillId, withExpenses: boolean): Promise<BillId> {
  const bill = await readStored(source)
  if (bill === null) throw new Error('the bill is not on this device')
  const sourceMe = (await keysStore.get(source))?.me ?? null
  return begin(beginningOf(bill, sourceMe, profile()), (commands, me, receipt) => {
    const people = copyPeople(commands, bill, { source: sourceMe, copy: me }, withExpenses)
    if (!withExpenses) return
    commands.setNote(bill.note)
    copyExpenses(commands, bill, people, receipt)
  })
}

async function begin(
  { title, currency, myName, myInk }: Beginning,
  fill: (commands: BillCommands, me: PersonId, receipt: ExpenseId) => void,
): Promise<BillId> {
  const id = newBillId(fillRandom)
  const open = openDocument(id)
  await open.persistence.whenLoaded
  /** Nobody until the bill has its first person; all that is written after is theirs. */
  let author: PersonId | null = null
  const commands = billCommands({ doc: open.doc, by: () => author, nowMs: Date.now, fillRandom, today })
  const me = commands.create({ title, currency, myName, myInk })
  author = me
  const { handles } = profile()
  if (Object.keys(handles).length > 0) commands.setHandles(me, handles)
  const device = newDeviceId()
  commands.introduceDevice(device, me)
  const [receipt] = readBill(open.doc).expenses
  if (receipt !== undefined) open.doc.transact(() => fill(commands, me, receipt.id), localOrigin)
  handOver(id, open)
  const row = {
    id,
    title,
    currency,
    day: today(),
    firstDay: today(),
    people: [{ name: myName, ink: myInk, me: true } as const],
    myBalanceMinor: 0,
    myShareMinor: 0,
    myUnpaidMinor: 0,
    hasMe: true,
    spending: { months: [], companions: [] },
    searched: { words: '', isCut: false },
    changedAtMs: Date.now(),
    lookedAtMs: Date.now(),
  }
  // A device that keeps nothing still gets a bill; the bill itself says that it is not saved.
  await Promise.allSettled([keysStore.put({ ...emptyKeys(id), me, device }), summaries.put(row)])
  // Asks the browser not to clear this device's bills by itself; without https there is nobody to ask.
  void navigator.storage?.persist?.().catch(() => false)
  return id
}
