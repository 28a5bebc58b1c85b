/**
 * `t('key', {values})`: a sentence of the dictionary with its slots filled. Keys and slots are checked by the
 * compiler: a missing slot or a misspelt key does not build. Plurals follow Intl.PluralRules on the slot `n`; what reads
 * otherwise of oneself ("Your name", "Name of Maya") follows the slot `name`.
 */
import { en } from './en.ts'

type Plural = { readonly one: string; readonly other: string }
type OfSomebody = { readonly you: string; readonly other: string }
type Entry = string | Plural | OfSomebody
type Dictionary = typeof en
/** A key of the dictionary. */
export type Key = keyof Dictionary

type Slots<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never
type TextOf<K extends Key> = Dictionary[K] extends { readonly other: infer Other } ? Other : Dictionary[K]
type Values<K extends Key> = {
  readonly [Name in Slots<TextOf<K>>]: Name extends 'n' ? number | string : string | number
} & (Dictionary[K] extends Plural ? { readonly n: number } : unknown)
type Arguments<K extends Key> = Dictionary[K] extends string
  ? Slots<Dictionary[K]> extends never
    ? []
    : [Values<K>]
  : [Values<K>]

const plural = new Intl.PluralRules('en')

/** The dictionary's sentence for `key`, its slots filled. */
export function t<K extends Key>(key: K, ...values: Arguments<K>): string {
  const entry: Entry = en[key]
  const slots: Readonly<Record<string, string | number>> = values[0] ?? {}
  return variantOf(entry, slots).replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole))
}

function variantOf(entry: Entry, slots: Readonly<Record<string, string | number>>): string {
  if (typeof entry === 'string') return entry
  if ('you' in entry) return slots.name === en['person.you'] ? entry.you : entry.other
  return plural.select(Number(slots.n)) === 'one' ? entry.one : entry.other
}

/** "tax and tip", "Maya, Tom and Ines": a list as the language writes it. */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}
