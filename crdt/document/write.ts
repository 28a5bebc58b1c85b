/**
 * All commands of a bill, bound to where they write.
 *
 * The commands themselves live by noun in write-head, write-people, write-expenses, write-items, write-charges,
 * write-payments and write-history; commands.ts says what each promises, writer.ts what they have in common.
 */
import type { BillCommands } from './commands.ts'
import { chargeCommands } from './write-charges.ts'
import { expenseCommands } from './write-expenses.ts'
import { headCommands } from './write-head.ts'
import { historyCommands } from './write-history.ts'
import { itemCommands } from './write-items.ts'
import { paymentCommands } from './write-payments.ts'
import { peopleCommands } from './write-people.ts'
import type { WriterContext } from './writer.ts'

export type { BillCommands } from './commands.ts'
export type { WriterContext } from './writer.ts'

/** The commands, writing to `context.doc`. */
export function billCommands(context: WriterContext): BillCommands {
  const commands = {
    ...headCommands(context),
    ...peopleCommands(context),
    ...expenseCommands(context),
    ...itemCommands(context),
    ...chargeCommands(context),
    ...paymentCommands(context),
  }
  return { ...commands, ...historyCommands(context, commands) }
}
