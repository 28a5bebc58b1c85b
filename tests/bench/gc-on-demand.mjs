/**
 * Loaded before a server that is measured (`node --expose-gc --import`): on a message it collects all garbage and tells
 * what memory is left. It keeps no process alive.
 */
process.on('message', async () => {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    // What a finalizer lets go of is garbage of the next time.
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  process.send?.(process.memoryUsage())
})
process.channel?.unref()
