/**
 * What a reader collects about bad entries (money rule 11), within bounds.
 *
 * Promises: a document with a million bad entries gives a list of bounded length that is the same on every replica:
 * readers report in sorted order, never in the order of a Y.Map, which differs between replicas.
 */
import type { Authorship, Issue, IssueReason } from '../domain/bill.ts'

/** Most issues that one part of a bill (an expense, the people) reports; one more says that there were more. */
const maxIssuesOfPart = 100
/** Most issues of a bill. */
const maxIssues = 1_000

/** Collects the issues of one part. */
export class IssueList {
  private readonly list: Issue[] = []

  add(reason: IssueReason, path: readonly string[], written: Authorship | null): void {
    if (this.list.length < maxIssuesOfPart) this.list.push({ reason, path: path.map(shortKey), written })
    else if (this.list.length === maxIssuesOfPart) {
      this.list.push({ reason: 'tooMany', path: path.slice(0, 1), written: null })
    }
  }

  get all(): readonly Issue[] {
    return this.list
  }
}

/** The issues of all parts as one list. */
export function joinIssues(parts: readonly (readonly Issue[])[]): readonly Issue[] {
  const all: Issue[] = []
  for (const part of parts) {
    for (const issue of part) {
      if (all.length === maxIssues) return [...all, { reason: 'tooMany', path: [], written: null }]
      all.push(issue)
    }
  }
  return all
}

/** Keys of a document are untrusted: a path shows at most the beginning of one. */
function shortKey(key: string): string {
  return key.length <= 40 ? key : `${key.slice(0, 40)}…`
}
