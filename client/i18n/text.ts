/**
 * `t('key', {values})`: a sentence of the dictionary with its slots filled. Keys and slots are checked by the
 * compiler: a missing slot or a misspelt key does not build. Plurals follow Intl.PluralRules on the slot `n`.
 */
import { en } from './en.ts'

type Entry = string | { readonly one: string; readonly other: string }
type Dictionary = typeof en
/** A key of the dictionary. */
export type Key = keyof Dictionary

type Slots<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never
type TextOf<K extends Key> = Dictionary[K] extends { readonly other: infer Other } ? Other : Dictionary[K]
type Values<K extends Key> = {
  readonly [Name in Slots<TextOf<K>>]: Name extends 'n' ? number | string : string | number
} & (Dictionary[K] extends string ? unknown : { readonly n: number })
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
  const text =
    typeof entry === 'string' ? entry : plural.select(Number(slots.n)) === 'one' ? entry.one : entry.other
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole))
}

/** "tax and tip", "Maya, Tom and Ines": a list as the language writes it. */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}
