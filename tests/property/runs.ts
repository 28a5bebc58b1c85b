/** How many cases each property is tried with: PROPERTY_RUNS, else 200; a failing case prints its seed and path. */
export const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) }
