/**
 * What the ids in records stand for: an entry anywhere in the document, deleted or not, with what is needed to name it, to
 * bring it back, and to see whether a field still is what a record made it.
 *
 * Promises: total, as all reading is. One walk over the document finds everything; whoever asks about many records keeps it.
 */
import type * as Y from 'yjs'
import type { ChargeKind, ChargeValue, CurrencyCode, Minor } from '../domain/bill.ts'
import type { ExpenseId, PersonId } from '../ids.ts'
import { Fields } from './fields.ts'
import { IssueList } from './issues.ts'
import { readValue } from './read-items.ts'
import { type AnyMap, asMap, isSafeId, rootMap } from './schema.ts'

export type ThingKind = 'person' | 'expense' | 'item' | 'charge' | 'payment'

/** An entry and where it stands. */
export interface Place {
  readonly kind: ThingKind
  /** Of items and charges. */
  readonly expense: ExpenseId | null
  readonly map: AnyMap
}

/** By id. */
export type Places = ReadonlyMap<string, Place>

/** What is told of an entry. */
export interface Thing {
  readonly kind: ThingKind
  readonly expense: ExpenseId | null
  /** A name or a title; empty where it has none. */
  readonly name: string
  /** Of an item, a payment, an expense that is not itemised. */
  readonly amountMinor: Minor | null
  /** Of an expense, of what is inside one, of a payment; null: the bill's. */
  readonly currency: CurrencyCode | null
  readonly charge: { readonly kind: ChargeKind; readonly value: ChargeValue } | null
  /** Of a payment. */
  readonly from: PersonId | null
  readonly to: PersonId | null
  /** Deleted, and not merely a shell (undo.ts). */
  readonly isDeleted: boolean
}

/** Every entry of the bill. */
export function placesIn(doc: Y.Doc): Places {
  const places = new Map<string, Place>()
  const walk = (parent: AnyMap | null, kind: ThingKind, expense: ExpenseId | null) => {
    parent?.forEach((value, id) => {
      const map = asMap(value)
      if (map === null || !isSafeId(id)) return
      places.set(id, { kind, expense, map })
      if (kind !== 'expense') return
      walk(asMap(map.get('items')), 'item', id as ExpenseId)
      walk(asMap(map.get('charges')), 'charge', id as ExpenseId)
    })
  }
  walk(rootMap(doc, 'people'), 'person', null)
  walk(rootMap(doc, 'expenses'), 'expense', null)
  walk(rootMap(doc, 'payments'), 'payment', null)
  return places
}

/** Made, and not a shell (undo.ts). */
export function isThere({ map }: Place): boolean {
  return map.get('at') !== undefined
}

/** There, and not deleted. */
export function isHere(place: Place | undefined): boolean {
  return place !== undefined && isThere(place) && place.map.get('deletedAt') === undefined
}

/** Deleted, and not merely a shell. */
export function isGone(place: Place | undefined): place is Place {
  return place !== undefined && isThere(place) && !isHere(place)
}

/** What is told of the entry; null for an id that names none. */
export function thingIn(places: Places, id: string): Thing | null {
  const place = places.get(id)
  if (place === undefined) return null
  const { kind, expense, map } = place
  const fields = new Fields(map, [], new IssueList())
  const priced = kind === 'item' ? 'price' : kind === 'charge' || kind === 'person' ? null : 'amount'
  const spent = expense === null ? map : (places.get(expense)?.map ?? map)
  const person = (key: string) => (isSafeId(map.get(key)) ? (map.get(key) as PersonId) : null)
  return {
    kind,
    expense,
    name: kind === 'payment' ? '' : fields.text(kind === 'expense' ? 'title' : 'name'),
    amountMinor: priced === null ? null : fields.minorOrNull(priced),
    currency: currencyIn(spent),
    charge:
      kind === 'charge'
        ? {
            kind: fields.word('kind', ['fee', 'tax', 'tip', 'service', 'discount']),
            value: readValue(fields),
          }
        : null,
    from: person('from'),
    to: person('to'),
    isDeleted: isGone(place),
  }
}

function currencyIn(map: AnyMap): CurrencyCode | null {
  return map.get('currency') === undefined
    ? null
    : new Fields(map, [], new IssueList()).currency('currency', '')
}
