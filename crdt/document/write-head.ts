/** Commands on the bill itself: its start, its head, its end. */

import { type DefaultSplit, limits } from '../domain/bill.ts'
import { type CategoryId, type ExpenseId, newId, type PersonId } from '../ids.ts'
import {
  checkCurrency,
  checkDay,
  checkInteger,
  checkLine,
  checkName,
  checkNote,
  checkWord,
} from './checks.ts'
import type { HeadCommands } from './commands.ts'
import { Conflict } from './conflict.ts'
import { lostSince } from './currency-before.ts'
import { categoryKeyOf, iconPattern, splitKey, splitModes, splitValue } from './defaults.ts'
import { isTime } from './fields.ts'
import { keysAtEnd } from './order.ts'
import { changeCurrency } from './relabel.ts'
import { newMap, schemaVersion } from './schema.ts'
import { innerMap, newExpenseMap } from './write-expenses.ts'
import { newPersonMap } from './write-people.ts'
import {
  checkPerson,
  commit,
  type FieldChange,
  setFields,
  type WriterContext,
  writableRoot,
} from './writer.ts'

export function headCommands(context: WriterContext): HeadCommands {
  const head = () => writableRoot(context, 'bill')
  const setHead = (...changes: FieldChange[]) =>
    setFields(context, head(), { verb: 'setBill', target: '' }, changes)
  const setDefault = (change: FieldChange) =>
    setFields(context, innerMap(head(), 'defaults'), { verb: 'setBill', target: '' }, [change])

  return {
    create({ title, currency, myName, myInk }) {
      const fields = { title: checkLine(title, 'title'), currency: checkCurrency(currency) }
      const name = checkName(myName, 'name')
      const ink = checkInteger(myInk, 1, 10, 'ink')
      const date = checkDay(context.today())
      const bill = head()
      if (bill.get('schema') !== undefined) throw new RangeError('This document holds a bill already')
      const people = writableRoot(context, 'people')
      const expenses = writableRoot(context, 'expenses')
      const me = newId<PersonId>(context.fillRandom)
      const mine: WriterContext = {
        doc: context.doc,
        by: () => me,
        nowMs: () => context.nowMs(),
        fillRandom: context.fillRandom,
        today: () => date,
      }
      const order = keysAtEnd([], 1)[0] ?? ''
      commit(mine, { verb: 'create', by: me, target: '' }, () => {
        bill.set('schema', schemaVersion)
        if (fields.title !== '') bill.set('title', fields.title)
        bill.set('currency', fields.currency)
        bill.set('createdAt', context.nowMs())
        bill.set('createdBy', me)
        bill.set('defaults', newMap([]))
        people.set(me, newPersonMap(mine, { name, ink, order }))
        const receipt = newId<ExpenseId>(context.fillRandom)
        expenses.set(
          receipt,
          newExpenseMap(mine, [
            ['mode', 'items'],
            ['date', date],
            ['order', order],
          ]),
        )
      })
      return me
    },
    setTitle: text => setHead(['title', checkLine(text, 'title') || undefined]),
    setNote: text => setHead(['note', checkNote(text) || undefined]),
    changeCurrency: code => changeCurrency(context, checkCurrency(code), lostSince(context.doc, code)),
    close() {
      const bill = head()
      // What is no time closes nothing (read.ts) and must not keep the bill from being closed.
      if (isTime(bill.get('closedAt'))) return
      commit(context, { verb: 'close', by: context.by(), target: '' }, () =>
        bill.set('closedAt', context.nowMs()),
      )
    },
    reopen() {
      const bill = head()
      if (bill.get('closedAt') === undefined) return
      commit(context, { verb: 'reopen', by: context.by(), target: '' }, () => bill.delete('closedAt'))
    },
    addCategory(name, icon) {
      const id = newId<CategoryId>(context.fillRandom)
      setDefault([categoryKeyOf(id), [checkName(name, 'name'), checkIcon(icon)]])
      return id
    },
    removeCategory(category, isRemoved) {
      const known = innerMap(head(), 'defaults').get(categoryKeyOf(category))
      // Making it was undone: off the list it is already.
      if (!Array.isArray(known)) {
        if (isRemoved) return
        throw new Conflict('categoryGone')
      }
      setDefault([categoryKeyOf(category), [...known.slice(0, 2), ...(isRemoved ? [true] : [])]])
    },
    setDefaultSplit(split) {
      setDefault([splitKey, split === null ? undefined : checkSplit(context, split)])
    },
    introduceDevice(device, person) {
      if (!/^[0-9a-f]{16}$/.test(device))
        throw new RangeError('The device id is not 16 hexadecimal characters')
      checkPerson(context, person)
      const devices = writableRoot(context, 'devices')
      const known = devices.get(device)
      if (typeof known === 'object' && known !== null && 'person' in known && known.person === person) return
      commit(context, { verb: 'seat', by: person, target: person }, () => devices.set(device, { person }))
    },
  }
}

function checkIcon(icon: string): string {
  if (!iconPattern.test(icon)) throw new RangeError('The icon is no name of a drawing')
  return icon
}

function checkSplit(context: WriterContext, split: DefaultSplit): unknown[] {
  checkWord(split.mode, splitModes, 'split mode')
  for (const [person, value] of Object.entries(split.values)) {
    checkPerson(context, person as PersonId)
    checkInteger(value, 1, limits.parts, 'value')
  }
  return splitValue(split)
}
