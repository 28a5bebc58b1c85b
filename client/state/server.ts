/** What the server that gave us this page says of itself: where phones on the same network can reach it. */

export interface ServerInfo {
  readonly version: string
  /** The address that it is known under, when its operator said so. */
  readonly publicUrl: string | null
  /** Addresses on its local networks, e.g. "http://192.168.1.20:8080". */
  readonly lanUrls: readonly string[]
  readonly durable: boolean
}

/** Null when it cannot be asked. */
export async function aboutServer(): Promise<ServerInfo | null> {
  try {
    const response = await fetch('/v1/about', { cache: 'no-store', credentials: 'omit' })
    if (!response.ok) return null
    const about: unknown = await response.json()
    return readInfo(about)
  } catch {
    return null
  }
}

function readInfo(about: unknown): ServerInfo | null {
  if (typeof about !== 'object' || about === null) return null
  const { version, publicUrl, lanUrls, durable } = about as Record<string, unknown>
  if (typeof version !== 'string' || !Array.isArray(lanUrls)) return null
  return {
    version,
    publicUrl: typeof publicUrl === 'string' ? publicUrl : null,
    lanUrls: lanUrls.filter(url => typeof url === 'string'),
    durable: durable !== false,
  }
}
