/**
 * What a command throws when it was fit to be meant, and another person's change made it impossible meanwhile. Nothing was
 * written. Everything else that a command throws is a mistake in the program (writer.ts).
 */

/**
 * `samePerson`: both sides of the payment would be one person. The others: whoever made the category, the expense that a line is
 * in, or a person whom a payment names has undone that, so that it could not be seen.
 */
export type ConflictKind = 'samePerson' | 'categoryGone' | 'expenseGone' | 'personGone'

export class Conflict extends Error {
  override readonly name = 'Conflict'

  constructor(readonly kind: ConflictKind) {
    super('Somebody else changed this meanwhile')
  }
}
