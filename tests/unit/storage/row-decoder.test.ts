import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyRow } from '../../../client/storage/row-decoder.ts'
import { runs } from '../../property/runs.ts'

function updateOf(fill: (bill: Y.Map<unknown>) => void): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => fill(doc.getMap('bill')))
  return Y.encodeStateAsUpdate(doc)
}

/** The same document, down to its last byte. */
function expectSame(update: Uint8Array): void {
  const [theirs, ours] = [new Y.Doc(), new Y.Doc()]
  Y.applyUpdate(theirs, update)
  applyRow(ours, update)
  expect(Y.encodeStateAsUpdate(ours)).toEqual(Y.encodeStateAsUpdate(theirs))
  expect(ours.getMap('bill').toJSON()).toEqual(theirs.getMap('bill').toJSON())
}

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', 'a', 'x'.repeat(24), 'x'.repeat(25), 'é', '\u0000', '\u007f', '\u0080', '漢字', '🍝'),
)
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.double(), fc.array(text, { maxLength: 3 }))

describe('reading a stored update', () => {
  it('gives the document that Yjs reads from it', () => {
    const entries = fc.array(fc.tuple(text, value), { maxLength: 60 })
    fc.assert(
      fc.property(entries, all => {
        expectSame(
          updateOf(bill => {
            for (const [key, each] of all) {
              bill.set(key, new Y.Map([[key, each]]))
              bill.set(`${key}.`, each)
            }
          }),
        )
      }),
      runs,
    )
  })

  it('tells strings apart that share a place', () => {
    expectSame(
      updateOf(bill => {
        for (let at = 0; at < 20_000; at++) bill.set(`key ${at % 6_000}`, `value ${at % 5_000}`)
      }),
    )
  })

  it('refuses what Yjs refuses', () => {
    const update = updateOf(bill => bill.set('title', 'Supper'))
    for (let length = 0; length < update.length; length++) {
      const part = update.slice(0, length)
      let refused = false
      try {
        Y.applyUpdate(new Y.Doc(), part)
      } catch {
        refused = true
      }
      const apply = () => applyRow(new Y.Doc(), part)
      if (refused) expect(apply).toThrow()
      else expect(apply).not.toThrow()
    }
    // A key that is not text.
    const bad = update.slice()
    bad[bad.indexOf('t'.charCodeAt(0), 4)] = 0xff
    expect(() => Y.applyUpdate(new Y.Doc(), bad)).toThrow()
    expect(() => applyRow(new Y.Doc(), bad)).toThrow()
  })
})
