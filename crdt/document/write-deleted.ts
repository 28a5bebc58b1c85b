/** Deleting and restoring whatever an id stands for, by the ordinary command for it. */
import type { ChargeId, ExpenseId, ItemId, PaymentId, PersonId } from '../ids.ts'
import type { BillCommands, HistoryCommands } from './commands.ts'
import { isGone, isHere, type Places } from './things.ts'

type Commands = Omit<BillCommands, keyof HistoryCommands>

export function setDeleted(commands: Commands, places: Places, id: string, isDeleted: boolean): void {
  const place = places.get(id)
  if (place === undefined || (isDeleted ? !isHere(place) : !isGone(place))) return
  const expense = (place.expense ?? id) as ExpenseId
  const [item, charge] = [id as ItemId, id as ChargeId]
  const [payment, person] = [id as PaymentId, id as PersonId]
  switch (place.kind) {
    case 'item':
      if (isDeleted) commands.deleteItem(expense, item)
      else commands.restoreItem(expense, item)
      break
    case 'charge':
      if (isDeleted) commands.deleteCharge(expense, charge)
      else commands.restoreCharge(expense, charge)
      break
    case 'expense':
      if (isDeleted) commands.deleteExpense(expense)
      else commands.restoreExpense(expense)
      break
    case 'payment':
      if (isDeleted) commands.deletePayment(payment)
      else commands.restorePayment(payment)
      break
    case 'person':
      if (isDeleted) commands.removePerson(person)
      else commands.restorePerson(person)
      break
  }
}
