/** What money is spent on, as charts tell it apart: the categories that every bill has, in the order in which they are shown. */
export const categoryKeys = [
  'stay',
  'food',
  'groceries',
  'transport',
  'fun',
  'gift',
  'home',
  'other',
] as const
export type CategoryKey = (typeof categoryKeys)[number]

/** The category of an expense; whatever is none of them, and none at all, counts as the last one. */
export function categoryOf(text: string): CategoryKey {
  return categoryKeys.find(key => key === text) ?? 'other'
}
