/** Makes a bill: a document with the user as its first person, its keys record and its row on home. Imported lazily. */
import { billCommands } from '../../crdt/document/write.ts'
import { type BillId, newBillId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import { keysStore } from '../storage/keys.ts'
import { summaries } from '../storage/summaries.ts'
import { fillRandom, today } from './clock.ts'
import { newDeviceId } from './devices.ts'
import { handOver, openDocument } from './documents.ts'
import { emptyKeys } from './membership.ts'
import { profile } from './profile.ts'

export async function makeBill(): Promise<BillId> {
  const id = newBillId(fillRandom)
  const open = openDocument(id)
  await open.persistence.whenLoaded
  const { name, ink, currency, handles } = profile()
  const commands = billCommands({ doc: open.doc, by: () => null, nowMs: Date.now, fillRandom, today })
  const myName = name || t('person.me')
  const me = commands.create({ title: '', currency, myName, myInk: ink })
  if (Object.keys(handles).length > 0) commands.setHandles(me, handles)
  const device = newDeviceId()
  commands.introduceDevice(device, me)
  handOver(id, open)
  const row = {
    id,
    title: '',
    currency,
    day: today(),
    firstDay: today(),
    spending: { months: [], companions: [] },
    searched: { words: '', isCut: false },
    people: [{ name: myName, ink, me: true } as const],
    myBalanceMinor: 0,
    myShareMinor: 0,
    myUnpaidMinor: 0,
    hasMe: true,
    changedAtMs: Date.now(),
    lookedAtMs: Date.now(),
  }
  // A device that keeps nothing still gets a bill; the bill itself says that it is not saved.
  await Promise.allSettled([keysStore.put({ ...emptyKeys(id), me, device }), summaries.put(row)])
  // Asks the browser not to clear this device's bills by itself; without https there is nobody to ask.
  void navigator.storage?.persist?.().catch(() => false)
  return id
}
