import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import fastifySwagger from '@fastify/swagger'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerFactory,
  LogController,
} from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { newId } from '../../contract/ids.ts'
import { bulkRoutes } from '../bulk/bulk-routes.ts'
import { callRoutes } from '../calls/call-routes.ts'
import { historyRoutes } from '../changes/history-routes.ts'
import { deviceRoutes } from '../devices/device-routes.ts'
import type { Certificate } from '../home/tls.ts'
import type { House } from '../house.ts'
import { leavingRoutes } from '../leaving/leaving-routes.ts'
import { licenseRoutes } from '../licenses/license-routes.ts'
import { inboxRoutes } from '../mail/inbox-routes.ts'
import { mailRoutes } from '../mail/mail-routes.ts'
import { numberRoutes } from '../numbers/number-routes.ts'
import { phoneRoutes } from '../phone/phone-routes.ts'
import { profileRoutes } from '../profiles/profile-routes.ts'
import { signInRoutes } from '../signin/sign-in-routes.ts'
import { siteRoutes } from '../sites/site-routes.ts'
import { taskRoutes } from '../tasks/task-routes.ts'
import { companyRoutes } from '../tenants/company-routes.ts'
import type { SetupCode } from '../tenants/set-up.ts'
import { setupRoutes } from '../tenants/setup-routes.ts'
import { userRoutes } from '../users/user-routes.ts'
import { apiReference, openApiInfo } from './api-reference.ts'
import { eventsRoute } from './events-route.ts'
import { healthRoutes } from './health-routes.ts'
import { isOwnHost, isOwnOrigin, refuseForeignHost } from './origin-check.ts'
import { pages } from './pages.ts'
import { answerMissing, answerProblem } from './problem-response.ts'
import { securityHeaders } from './security-headers.ts'

const largestBody = 4 * 1024 * 1024

export interface WebServerOptions {
  readonly setupCode: SetupCode
  readonly certificate: Certificate | null
}

/** The HTTP server with the whole API, the two web applications, and SIP over WebSocket on the same port. */
export async function createWebServer(house: House, options: WebServerOptions): Promise<FastifyInstance> {
  const { certificate } = options
  const { logLevel } = house.config
  const log: FastifyBaseLogger = house.log.child({ part: 'http' }, { level: logLevel === 'info' ? 'warn' : logLevel })
  const listener: FastifyServerFactory = (handler) =>
    certificate ? createSecureServer(certificate, handler) : createServer(handler)
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    genReqId: () => newId(),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
    serverFactory: listener,
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerMissing)
  allowEmptyJson(app)
  securityHeaders(app, house)
  app.addHook('onRequest', async (request) => refuseForeignHost(house, request))
  await app.register(fastifySwagger, {
    openapi: openApiInfo(house),
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(async (scoped) => addRoutes(scoped, house, options.setupCode))
  takeWebSockets(app.server, house)
  return app
}

function addRoutes(app: FastifyInstance, house: House, setupCode: SetupCode): void {
  const web = { app, house }
  setupRoutes(web, setupCode)
  signInRoutes(web)
  companyRoutes(web)
  userRoutes(web)
  leavingRoutes(web)
  deviceRoutes(web)
  mailRoutes(web)
  inboxRoutes(web)
  siteRoutes(web)
  profileRoutes(web)
  numberRoutes(web)
  licenseRoutes(web)
  callRoutes(web)
  historyRoutes(web)
  bulkRoutes(web)
  taskRoutes(web)
  phoneRoutes(web)
  eventsRoute(web)
  healthRoutes(web)
  apiReference(web)
  pages(web)
}

/** A request that needs no body may say `application/json` and send none, as many programs do. */
function allowEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body.toString(), done)
  })
}

/** SIP over WebSocket (RFC 7118) at `/sip`; a foreign page may not open one, and nothing else is upgraded. */
function takeWebSockets(server: Server, house: House): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0]
    const isOurs = isOwnHost(house, request) && isOwnOrigin(house, request)
    if (path !== '/sip' || !house.calling || !isOurs) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    house.calling.acceptWebSocket(request, socket, head)
  })
}
