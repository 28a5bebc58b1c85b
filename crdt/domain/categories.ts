/** The categories that every bill has. Their keys stand in documents: frozen. What people call them is i18n's. */
export const categories = ['stay', 'food', 'groceries', 'transport', 'fun', 'gift', 'home', 'other'] as const

export type CategoryKey = (typeof categories)[number]

/** One of the keys, or null for a category of a bill's own. An expense without any counts as "other". */
export function categoryKey(category: string): CategoryKey | null {
  if (category === '') return 'other'
  return categories.find(key => key === category) ?? null
}
