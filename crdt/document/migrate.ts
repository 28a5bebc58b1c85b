/**
 * Which version of the schema wrote a document, and what that means for this code.
 *
 * Version 1 is the first, so nothing is migrated yet. The rule for later ones: fields are added, never given another
 * meaning, so an older app reads what it knows of a newer bill and says that there is more (`newerSchema`).
 */
import { schemaVersion } from './schema.ts'

/** The version found, and whether a newer app wrote it. An absent or senseless version counts as the first. */
export function readSchemaVersion(value: unknown): { readonly schema: number; readonly isNewer: boolean } {
  const isVersion = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
  const schema = isVersion ? value : schemaVersion
  return { schema, isNewer: schema > schemaVersion }
}
