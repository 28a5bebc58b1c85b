/** An error as text that may be shown and sent on: what went wrong and where in the app, nothing of any bill. */

const maxLength = 1_200

/** Name, message and stack of an error without addresses, fragments, quoted text, long tokens and numbers. */
export function scrub(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : 'Unknown error'
  return text
    .replace(/https?:\/\/[^\s/)]+/g, '')
    .replace(/#[^\s)]*/g, '')
    .replace(/(["'`\u2018\u201c]).*?(["'`\u2019\u201d])/g, '…')
    .replace(/[\w-]{16,}/g, '…')
    .replace(/(?<![:\d])\d+([.,]\d+)+/g, '…')
    .slice(0, maxLength)
}
