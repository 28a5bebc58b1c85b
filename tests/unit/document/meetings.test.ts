import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { readActivity, recordsIn } from '../../../crdt/document/activity.ts'
import { meetings } from '../../../crdt/document/meetings.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from './phones.ts'

/** Ada and Ben part, do what they do, and what met when they are together again. */
function apart(act: (world: ReturnType<typeof table>) => void) {
  const world = table()
  const known = new Set(readActivity(world.ada.doc).map(({ key }) => key))
  act(world)
  const news = (phone: Phone) => readActivity(phone.doc).filter(({ key }) => !known.has(key))
  return { ...world, met: meetings(news(world.ada), news(world.bens)) }
}

function table() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const dish = (name: string) => ({ name, quantity: 1, priceMinor: 1000 })
  const items = ada.write.addItems(expense, ['soup', 'fish'].map(dish)) as ItemId[]
  const [soup, fish] = items as [ItemId, ItemId]
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, me: ada.me as PersonId, ben, expense, soup, fish }
}

describe('What met', () => {
  it('is the line that both took, and both are kept', () => {
    const { met, soup, me, ben } = apart(({ ada, bens, me, ben, expense, soup, fish }) => {
      ada.write.setParts(expense, soup, me, 1)
      bens.write.setParts(expense, soup, ben, 2)
      bens.write.setParts(expense, fish, ben, 1)
    })
    expect(met).toEqual([{ item: soup, people: [me, ben], allKept: true }])
  })

  it('says when only one of two can stand: the same price, the same person’s parts', () => {
    const priced = apart(({ ada, bens, expense, soup }) => {
      ada.write.setItem(expense, soup, { priceMinor: 1 })
      bens.write.setItem(expense, soup, { priceMinor: 2 })
    })
    expect(priced.met).toMatchObject([{ allKept: false }])
    const parts = apart(({ ada, bens, me, expense, soup }) => {
      ada.write.setParts(expense, soup, me, 1)
      bens.write.setParts(expense, soup, me, 2)
    })
    expect(parts.met).toMatchObject([{ allKept: false }])
  })

  it('keeps both where they say the same, or speak of different things', () => {
    const same = apart(({ ada, bens, me, expense, soup }) => {
      ada.write.setParts(expense, soup, me, 1)
      bens.write.setParts(expense, soup, me, 1)
    })
    expect(same.met).toMatchObject([{ allKept: true }])
    const different = apart(({ ada, bens, expense, soup }) => {
      ada.write.setItem(expense, soup, { name: 'minestrone' })
      bens.write.setItem(expense, soup, { priceMinor: 2 })
    })
    expect(different.met).toMatchObject([{ allKept: true }])
  })

  it('is nothing where one person did both, where nobody is known, or where a line was made or moved', () => {
    const alone = apart(({ ada, bens, me, expense, soup }) => {
      bens.me = me
      ada.write.setParts(expense, soup, me, 1)
      bens.write.setParts(expense, soup, me, 0)
    })
    expect(alone.met).toEqual([])
    const unknown = apart(({ ada, bens, me, expense, soup }) => {
      bens.me = null
      ada.write.setParts(expense, soup, me, 1)
      bens.write.setItem(expense, soup, { name: 'minestrone' })
    })
    expect(unknown.met).toEqual([])
    const moved = apart(({ ada, bens, expense, soup, fish }) => {
      ada.write.moveItem(expense, soup, fish)
      bens.write.moveItem(expense, soup, fish)
      bens.write.setTitle('Osteria')
    })
    expect(moved.met).toEqual([])
  })

  it('is read from what a transaction brings', () => {
    const { ada, bens, ben, expense, soup } = table()
    bens.write.setParts(expense, soup, ben, 1)
    const brought: string[] = []
    ada.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      brought.push(...recordsIn(transaction).map(({ verb, target }) => `${verb} ${target}`))
    })
    sync(ada, bens)
    expect(brought).toEqual([`takeItem ${soup}`])
    ada.write.setTitle('Osteria')
    expect(brought).toEqual([`takeItem ${soup}`, 'setBill '])
  })
})
