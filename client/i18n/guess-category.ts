/**
 * What kind of expense a title speaks of: "Taxi home" is transport, "Überraschung für Mia" is nothing known. The words are
 * plain (plain.ts): English, and what is most often written in the languages around it; one that ends with "*" begins a word.
 */
import type { CategoryKey } from '../../crdt/domain/categories.ts'
import { wordsOf } from './search-words.ts'

type Guessed = Exclude<CategoryKey, 'other'>

const words: Readonly<Record<Guessed, string>> = {
  stay: `accommodation airbnb alojamiento apartment apartamento appartement booking bungalow cabin camping campsite casita
    chalet cottage ferienwohnung flat gite guesthouse hostel* hotel* hutte logement lodge motel pension pousada refuge resort
    riad rifugio unterkunft villa wohnung`,
  food: `abendessen aperitif aperitivo bakery bar beer beers biergarten birra bistro breakfast brunch burger burgers cafe cake caffe
    cena cenar cerveza cocktail* coffee colazione comida curry dejeuner desayuno dessert diner dinner drink drinks
    eis espresso essen falafel fika food fruhstuck gelateria gelato grill jantar kaffee kebab kuchen lieferando lunch
    marisqueira mcdonald* meal menu middag mittag* nachos noodles osteria pasta pastel* petiscos pho pide pizza pizzeria poke
    pranzo pub ramen ramiro restaurant* restaurante ristorante sandwich* snack* starbucks sushi taco* takeaway takeout tapas
    tapeo tea thai tiramisu trattoria wine wines wein vin vino vinho`,
  groceries: `albert aldi auchan biedronka carrefour coop dm edeka einkauf* esselunga groceries grocery hofer intermarche
    kaufland kiosk lidl market markt mercado mercadona mercato migros minimarket monoprix netto penny pingo rewe rossmann
    sainsbury* spar spesa supermarche supermarket supermarkt supermercado supermercato tesco waitrose`,
  transport: `airport autobahn* benzin bike bikes boat bolt bus buses cab cabify car carburant coach diesel essence fahrkarte*
    fahrt ferry flight* flug* fuel funicular fahre gas gasolina gasoline lime maut metro mietwagen moto orlen parking
    parken parkhaus parkplatz peaje peage petrol rental ryanair scooter shuttle sprit subway taxi* ticketautomat tgv toll tolls
    train trains tram trem ubahn sbahn bahn tren treno tuk tuktuk tankstelle tanken uber vignette vuelo zug`,
  fun: `aquarium billard boardgame* bowling cinema climbing club concert concerto concierto diving entrance
    escape excursion festival gallery game games gig golf guide hike karaoke kino kayak* kletter* konzert minigolf
    movie movies musee museo museum* opera park party show sightseeing skipass ski skiing snorkel* spa surf* swim* tasting
    theater theatre theme tour tours zoo`,
  gift: `blumen bouquet cadeau* flowers geschenk* gift gifts present presents regalo* souvenir* prezent`,
  home: `broadband cleaner cleaning council electricity energy furniture garbage gaz heating household ikea insurance
    internet lightbulb* loyer luz miete nebenkosten netflix plumber power putz* rent rundfunk* spotify strom
    streaming utilities versicherung wifi`,
}

const whole = new Map<string, Guessed>()
const beginnings: [start: string, category: Guessed][] = []
for (const [category, text] of Object.entries(words) as [Guessed, string][]) {
  for (const word of text.split(/\s+/)) {
    if (word.endsWith('*')) beginnings.push([word.slice(0, -1), category])
    else whole.set(word, category)
  }
}

/** The category that the first known word of a title speaks of; null where there is none. */
export function guessCategory(title: string): Guessed | null {
  for (const word of wordsOf(title)) {
    const found = whole.get(word) ?? beginnings.find(([start]) => word.startsWith(start))?.[1]
    if (found !== undefined) return found
  }
  return null
}
