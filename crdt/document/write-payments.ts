/** Commands on payments: money that went from one person to another. */
import { maxAmountMinor } from '../domain/bill.ts'
import { newId, type PaymentId } from '../ids.ts'
import { checkCurrency, checkDay, checkInteger, checkNote } from './checks.ts'
import type { PaymentCommands, PaymentPatch } from './commands.ts'
import { Conflict } from './conflict.ts'
import { newMap } from './schema.ts'
import { billCurrency } from './write-expenses.ts'
import {
  authorship,
  checkPerson,
  clearDeleted,
  commit,
  entryOf,
  type FieldChange,
  markDeleted,
  setFields,
  type WriterContext,
  writableRoot,
} from './writer.ts'

export function paymentCommands(context: WriterContext): PaymentCommands {
  const entry = (payment: PaymentId) => entryOf(context, 'payments', payment, 'payment')

  return {
    addPayment(input) {
      const payments = writableRoot(context, 'payments')
      if (input.from === input.to) throw new RangeError('A payment needs two people')
      const fields = patchFields(context, { ...input, date: input.date ?? context.today() })
      if (input.currency === undefined) fields.push(['currency', billCurrency(context)])
      const payment = newId<PaymentId>(context.fillRandom)
      const details = [input.amountMinor]
      commit(context, { verb: 'addPayment', by: context.by(), target: payment, details }, () => {
        payments.set(payment, newMap([...fields, ...authorship(context)]))
      })
      return payment
    },
    setPayment(payment, patch) {
      const map = entry(payment)
      const fields = patchFields(context, patch)
      const { from, to } = patch
      if (from !== undefined && from === to) throw new RangeError('A payment needs two people')
      // Only what this patch says of the two: others may have made them the same meanwhile, which read reports.
      const setsPeople = from !== undefined || to !== undefined
      if (setsPeople && (from ?? map.get('from')) === (to ?? map.get('to'))) throw new Conflict('samePerson')
      setFields(context, map, { verb: 'setPayment', target: payment }, fields)
    },
    deletePayment(payment) {
      markDeleted(context, entry(payment), { verb: 'deletePayment', target: payment })
    },
    restorePayment(payment) {
      clearDeleted(context, entry(payment), { verb: 'restorePayment', target: payment })
    },
  }
}

function patchFields(context: WriterContext, patch: PaymentPatch): FieldChange[] {
  const fields: FieldChange[] = []
  for (const side of ['from', 'to'] as const) {
    const person = patch[side]
    if (person === undefined) continue
    checkPerson(context, person)
    fields.push([side, person])
  }
  if (patch.amountMinor !== undefined) {
    fields.push(['amount', checkInteger(patch.amountMinor, 1, maxAmountMinor, 'amount')])
  }
  if (patch.currency !== undefined) fields.push(['currency', checkCurrency(patch.currency)])
  if (patch.date !== undefined) fields.push(['date', checkDay(patch.date)])
  if (patch.note !== undefined) fields.push(['note', checkNote(patch.note) || undefined])
  return fields
}
