/**
 * The number printed on a guest check: four digits that are the same on every phone, from what every phone knows of
 * the bill. For the eye only; two bills may share a number. FNV-1a, 32 bits (Fowler, Noll, Vo).
 */
export function serialOf(bill: { readonly createdAt: number; readonly createdBy: string | null }): string {
  let hash = 0x811c9dc5
  for (const character of `${bill.createdAt} ${bill.createdBy ?? ''}`) {
    hash ^= character.charCodeAt(0)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return String(hash % 10_000).padStart(4, '0')
}
