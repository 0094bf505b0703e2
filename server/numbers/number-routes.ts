import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { claimNumbers } from './claim-numbers.ts'
import { listNumbers } from './list-numbers.ts'
import { releaseNumbers } from './release-numbers.ts'
import { listStock, listStockAreas, loadStock } from './stock.ts'

/** Phone numbers: the inventory, the stock to claim from, claim and release. */
export function numberRoutes(web: Web): void {
  implement(web, endpoints.listNumbers, (ctx, { query }) => listNumbers(ctx, query))
  implement(web, endpoints.listStockAreas, (ctx) => listStockAreas(ctx))
  implement(web, endpoints.listStock, (ctx, { query }) => listStock(ctx, query))
  implement(web, endpoints.claimNumbers, (ctx, { body }) => claimNumbers(ctx, body.numbers))
  implement(web, endpoints.releaseNumbers, (ctx, { body }) => releaseNumbers(ctx, body.numbers))
  implement(web, endpoints.loadStock, (ctx, { body }) => loadStock(ctx.house, body.country, body.text))
}
