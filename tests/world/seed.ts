/**
 * One seed for every property, so that `npm test` gives the same verdict twice; PROPERTY_SEED names another, and the long run
 * (`npm run test:property`) draws a fresh one and prints it. A seed that found something stays as a named test.
 */
import fc from 'fast-check'

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_123)
if (!Number.isSafeInteger(seed)) throw new RangeError('PROPERTY_SEED is a whole number')
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
