/** The tables of tests/bad-input.md say what is tested: each row's test is there, and each test with an id has its row. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Row {
  readonly id: string
  readonly what: string
  readonly outcome: string
  readonly file: string
  /** The test's title, or its case's name in a table of cases; begins with the id. */
  readonly name: string
}

const tests = new URL('../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, tests), 'utf8')

/** A test's title or a case's name that begins with an id. */
const title = /['"`](([SLHD]\d+): [^\n]*?)['"`](?=[:,\]])/g

const lines = read('bad-input.md').split('\n')
const rowLines = lines.filter(line => /^\| [A-Z]+\d+ /.test(line))
const rows = rowLines.flatMap((line): readonly Row[] => {
  const [, id, what, outcome, file, name] =
    /^\| ([SLHD]\d+) \| ([^|]+) \| ([^|]+) \| `([^`|]+)` ([^|]+) \|$/.exec(line) ?? []
  return id && what && outcome && file && name ? [{ id, what, outcome, file, name }] : []
})

const files = ['unit', 'browser'].flatMap(folder =>
  readdirSync(new URL(folder, tests), { recursive: true, encoding: 'utf8' }).flatMap(file =>
    /(\.(test|spec)\.tsx?|hostile\.ts)$/.test(file) ? [`${folder}/${file}`] : [],
  ),
)
const titled = files.flatMap(file =>
  [...read(file).matchAll(title)].map(([, name = '', id = '']) => ({ file, name, id })),
)

describe('The tables of bad input', () => {
  it('have nothing but whole rows', () => {
    expect(rows.length).toBe(rowLines.length)
  })

  it('name each cause once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(new Set(rows.map(({ id, what }) => id.slice(0, 1) + what)).size).toBe(rows.length)
  })

  it('have at least 70 rows for sockets and links', () => {
    expect(rows.filter(({ id }) => /^[SL]/.test(id)).length).toBeGreaterThanOrEqual(70)
  })

  it('have at least 40 rows for documents', () => {
    expect(rows.filter(({ id }) => id.startsWith('D')).length).toBeGreaterThanOrEqual(40)
  })

  it('name tests that are there', () => {
    const inTable = rows.map(({ id, file, name }) => ({ file, name, id }))
    expect(inTable.filter(({ id, name }) => !name.startsWith(`${id}: `))).toEqual([])
    const order = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
    expect(inTable.sort(order)).toEqual(titled.sort(order))
  })
})
