import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { getAllowance, setAllowance } from './allowance.ts'
import { claimNumbers } from './claim-numbers.ts'
import { completePorting } from './complete-porting.ts'
import { endQuarantine } from './end-quarantine.ts'
import { exportNumbers } from './export-numbers.ts'
import { importNumbers, previewImport } from './import-numbers.ts'
import { getNumber, listNumbers } from './list-numbers.ts'
import { moveNumber, swapNumbers } from './move-numbers.ts'
import { cancelPorting, startPorting, updatePorting } from './porting.ts'
import { previewRelease, releaseNumbers } from './release-numbers.ts'
import { shareNumber } from './share-number.ts'
import { listStock, listStockAreas, loadStock } from './stock.ts'

/** Phone numbers: the inventory, what may be done with a number, and how many there may be. */
export function numberRoutes(web: Web): void {
  implement(web, endpoints.listNumbers, (ctx, { query }) => listNumbers(ctx, query))
  implement(web, endpoints.exportNumbers, (ctx, { query }) => exportNumbers(ctx, query))
  implement(web, endpoints.getNumber, (ctx, { params }) => getNumber(ctx, params.number))
  implement(web, endpoints.getNumberAllowance, (ctx) => getAllowance(ctx))
  implement(web, endpoints.setNumberAllowance, (ctx, { body }) => setAllowance(ctx, body.country, body.bought))
  implement(web, endpoints.listStockAreas, (ctx) => listStockAreas(ctx))
  implement(web, endpoints.listStock, (ctx, { query }) => listStock(ctx, query))
  implement(web, endpoints.claimNumbers, (ctx, { body }) => claimNumbers(ctx, body.numbers))
  implement(web, endpoints.releaseNumbers, (ctx, { body, query }) =>
    query.dryRun ? previewRelease(ctx, body) : releaseNumbers(ctx, body),
  )
  implement(web, endpoints.endQuarantine, (ctx, { body }) => endQuarantine(ctx, body.numbers))
  implement(web, endpoints.moveNumber, (ctx, { body, query }) => moveNumber(ctx, body, query.dryRun === true))
  implement(web, endpoints.swapNumbers, (ctx, { body, query }) => swapNumbers(ctx, body, query.dryRun === true))
  implement(web, endpoints.shareNumber, (ctx, { body }) => shareNumber(ctx, body.number, body.name))
  implement(web, endpoints.importNumbers, async (ctx, { body: { country, text }, query }) =>
    query.dryRun ? reply(await previewImport(ctx, country, text), { status: 200 }) : importNumbers(ctx, country, text),
  )
  implement(web, endpoints.startPorting, (ctx, { body }) => startPorting(ctx, body.number, body.temporaryNumber))
  implement(web, endpoints.updatePorting, (ctx, { params, body }) => updatePorting(ctx, params.number, body))
  implement(web, endpoints.completePorting, (ctx, { params, body, query }) =>
    completePorting(ctx, { ...params, ...body, isDryRun: query.dryRun === true }),
  )
  implement(web, endpoints.cancelPorting, (ctx, { params }) => cancelPorting(ctx, params.number))
  implement(web, endpoints.loadStock, (ctx, { body }) => loadStock(ctx.house, body.country, body.text))
}
