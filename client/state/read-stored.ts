/** Reads a bill from this device's disk without opening it for a page: for its row, or for a copy of it. */
import { readBill } from '../../crdt/document/read.ts'
import type { Bill } from '../../crdt/domain/bill.ts'
import type { BillId } from '../../crdt/ids.ts'
import { openDocument } from './documents.ts'

/** The bill as it was last stored; null where nothing of it is here. */
export async function readStored(id: BillId): Promise<Bill | null> {
  const { doc, persistence } = openDocument(id)
  try {
    await persistence.whenLoaded
    const bill = readBill(doc)
    return bill.createdAt === 0 ? null : bill
  } finally {
    await persistence.destroy()
    doc.destroy()
  }
}
