/** Taking back never takes back what somebody else did, whatever it was: by undo, and by the records of the history. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readActivity } from '../../../crdt/document/activity.ts'
import { standingsOf } from '../../../crdt/document/standing.ts'
import { placesIn } from '../../../crdt/document/things.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, sync } from '../../unit/document/phones.ts'
import { act, anyAction } from './actions.ts'

type Fields = ReadonlyMap<string, unknown>

/** Every field of the bill by its path. */
function fieldsOf({ doc }: Phone): Fields {
  const fields = new Map<string, unknown>()
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fields.set(path, JSON.stringify(value))
      return
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}/${key}`)
  }
  for (const root of ['bill', 'people', 'expenses', 'payments']) walk(doc.getMap(root).toJSON(), root)
  return fields
}

function changed(before: Fields, after: Fields): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter(path => before.get(path) !== after.get(path))
}

const anyStep = fc.record({ who: fc.nat(1), action: anyAction })

/** Two people at one bill, each of whose changes comes to the other at once; and who wrote each field last. */
function play(steps: readonly { readonly who: number; readonly action: Parameters<typeof act>[1] }[]) {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  ada.write.addItem(ada.bill().expenses[0]?.id as never, { name: 'wine', quantity: 2, priceMinor: 900 })
  const bens = newPhone(2, ada)
  bens.me = ben
  const phones = [ada, bens] as const
  const writer = new Map<string, number>()
  for (const { who, action } of steps) {
    const phone = phones[who === 0 ? 0 : 1]
    // Clocks that agree: records tell before from after by them.
    phone.nowMs = Math.max(...phones.map(({ nowMs }) => nowMs))
    const before = fieldsOf(phone)
    act(phone, action)
    for (const path of changed(before, fieldsOf(phone))) writer.set(path, who)
    sync(...phones)
  }
  const bensWork = new Set([...writer].flatMap(([path, who]) => (who === 1 ? [path] : [])))
  return { ada, me: ada.me as PersonId, bensWork }
}

describe('with another’s work on the bill', () => {
  it('undo and redo, all the way back and forth, leave every field that the other wrote last', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), steps => {
        const { ada, bensWork } = play(steps)
        const start = fieldsOf(ada)
        while (ada.undo.undo()) {}
        expect(changed(start, fieldsOf(ada)).filter(path => bensWork.has(path))).toEqual([])
        const undone = fieldsOf(ada)
        while (ada.undo.redo()) {}
        expect(changed(undone, fieldsOf(ada)).filter(path => bensWork.has(path))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('taking back any of one’s own records leaves every field that the other wrote last', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), fc.nat(), (steps, which) => {
        const { ada, me, bensWork } = play(steps)
        const own = readActivity(ada.doc).filter(({ by }) => by === me)
        const record = own[which % own.length]
        if (record === undefined) return
        const start = fieldsOf(ada)
        ada.write.takeBack([record])
        const touched = changed(start, fieldsOf(ada))
        expect(touched.filter(path => bensWork.has(path))).toEqual([])
        expect(ada.bill().issues).toEqual([])
        if (touched.length > 0) expect(ada.undo.undo()).toBe(true)
        expect(fieldsOf(ada)).toEqual(start)
      }),
      { numRuns: 400 },
    )
  })

  it('what others have touched since is said not to last', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), steps => {
        const { ada, me } = play(steps)
        const records = readActivity(ada.doc)
        const places = placesIn(ada.doc)
        const standings = standingsOf(records, id => places.get(id)?.expense ?? null)
        records.forEach((record, at) => {
          if (record.by !== me || !standings.get(record.key)?.lasts) return
          const since = records.slice(0, at).filter(({ by }) => by !== me)
          for (const change of record.changes) {
            if (change.field === 'name' && change.before === null) continue
            const same = since.filter(
              other =>
                /^set|^takeItem|^giveItem/.test(other.verb) &&
                other.target === record.target &&
                other.changes.some(({ field, person }) => field === change.field && person === change.person),
            )
            expect(same).toEqual([])
          }
        })
      }),
      { numRuns: 100 },
    )
  })
})
