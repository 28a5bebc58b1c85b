/** Names as people type them: one, or several with commas between. */
import { limits } from '../../crdt/domain/bill.ts'

/** The names in a typed or pasted text. */
export function namesIn(text: string): readonly string[] {
  return text
    .split(/[,;\n]+/)
    .map(name => name.trim().slice(0, limits.nameLength))
    .filter(name => name !== '')
}
