/**
 * When a document has changed, for those who need no bytes of it. Yjs encodes every transaction for whoever listens to 'update',
 * the reading of a long bill from the disk too, which costs as much again as half the reading.
 */
import type * as Y from 'yjs'

/**
 * Calls back after each transaction that wrote or deleted something: those for which Yjs has an update. Later than observers,
 * and than whoever began to listen to 'afterTransaction' before. Gives the function that stops it.
 * @param hear must not throw: that would silence the document for good
 */
export function whenWritten(doc: Y.Doc, hear: (transaction: Y.Transaction) => void): () => void {
  const after = (transaction: Y.Transaction) => {
    if (hasWritten(transaction)) hear(transaction)
  }
  doc.on('afterTransaction', after)
  return () => doc.off('afterTransaction', after)
}

function hasWritten({ beforeState, afterState, deleteSet }: Y.Transaction): boolean {
  if (deleteSet.clients.size > 0) return true
  for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return true
  return false
}
