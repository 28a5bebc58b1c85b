import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { whenWritten } from '../../../crdt/document/written.ts'

describe('hearing of what was written', () => {
  it('tells of the transactions that Yjs has an update for, and of no others', () => {
    const doc = new Y.Doc()
    const other = new Y.Doc()
    const bill = doc.getMap('bill')
    let heard = 0
    let updates = 0
    whenWritten(doc, () => heard++)
    doc.on('update', () => updates++)
    const tell = (act: () => void, times: number) => {
      heard = updates = 0
      act()
      expect([heard, updates]).toEqual([times, times])
    }
    tell(() => bill.set('title', 'Supper'), 1)
    tell(() => doc.transact(() => undefined), 0)
    tell(() => bill.delete('note'), 0)
    tell(() => bill.delete('title'), 1)
    other.getMap('people').set('a', 1)
    const theirs = Y.encodeStateAsUpdate(other)
    tell(() => Y.applyUpdate(doc, theirs), 1)
    tell(() => Y.applyUpdate(doc, theirs), 0)
    tell(() => {
      doc.transact(() => {
        bill.set('a', 1)
        bill.delete('a')
      })
    }, 1)
  })

  it('tells nothing once it is stopped', () => {
    const doc = new Y.Doc()
    let heard = 0
    whenWritten(doc, () => heard++)()
    doc.getMap('bill').set('title', 'Supper')
    expect(heard).toBe(0)
  })
})
