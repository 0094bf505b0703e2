import { z } from 'zod'

type Schema = z.infer<typeof SchemaShape>
const SchemaShape: z.ZodType<{
  type?: string | string[]
  description?: string
  enum?: unknown[]
  default?: unknown
  properties?: Record<string, unknown>
  required?: string[]
  items?: unknown
  anyOf?: unknown[]
}> = z.looseObject({})

const Operation = z.looseObject({
  summary: z.string().default(''),
  tags: z.array(z.string()).default([]),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(
      z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: SchemaShape }),
    )
    .default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: SchemaShape })) }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: SchemaShape })).optional() }),
  ),
})
type Operation = z.infer<typeof Operation>

const Document = z.looseObject({
  info: z.looseObject({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

interface Entry {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** A page to read of our OpenAPI document: every operation by subject, with what it takes and answers. */
export function referencePage(document: unknown): string {
  const { info, paths } = Document.parse(document)
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = Map.groupBy(entries, (entry) => entry.operation.tags[0] ?? 'Other')
  const menu = [...tags.keys()].map((tag) => `<li><a href="#${anchor(tag)}">${text(tag)}</a></li>`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(info.title)}</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><nav aria-label="Subjects"><h1>${text(info.title)}</h1><ul>${menu}</ul><p><a href="/api/openapi.json">OpenAPI 3.1 document</a></p></nav>
<main><p>${text(info.description)}</p>${[...tags].map(([tag, of]) => section(tag, of)).join('')}</main></body></html>`
}

function section(tag: string, entries: readonly Entry[]): string {
  return `<section id="${anchor(tag)}"><h2>${text(tag)}</h2>${entries.map(article).join('')}</section>`
}

function article({ path, method, operation }: Entry): string {
  const id = anchor(`${method} ${path}`)
  const body = operation.requestBody?.content['application/json']?.schema
  const isPublic = operation.security?.length === 0
  return `<article id="${id}"><h3><a href="#${id}"><span class="method">${method}</span> <code>${text(path)}</code></a></h3>
<p>${text(operation.summary)}.${isPublic ? ' <em>Needs no sign-in.</em>' : ''}</p>
${parameters(operation)}${body ? `<h4>Body</h4>${fields(body)}` : ''}${answers(operation)}</article>`
}

function parameters({ parameters: all }: Operation): string {
  if (all.length === 0) return ''
  const rows = all.map((one) => row(one.name, one.schema, one.required, one.in))
  return `<h4>Parameters</h4>${table(rows)}`
}

function answers({ responses }: Operation): string {
  const parts = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => {
      const schema = response.content?.['application/json']?.schema
      return `<details><summary>Answer ${text(status)}</summary>${schema ? fields(schema) : '<p>No content.</p>'}</details>`
    })
  return parts.join('')
}

/** The fields of an object; of a union, those of each alternative. */
function fields(schema: Schema): string {
  const alternatives = (schema.anyOf ?? []).map((one) => SchemaShape.parse(one)).filter((one) => one.properties)
  if (!schema.properties && alternatives.length > 0) return alternatives.map(fields).join('<p>or</p>')
  if (!schema.properties) return `<p><code>${text(typeOf(schema))}</code></p>`
  const required = new Set(schema.required)
  return table(
    Object.entries(schema.properties).map(([name, of]) => row(name, SchemaShape.parse(of), required.has(name))),
  )
}

function row(name: string, schema: Schema, isRequired: boolean, place = ''): string {
  const inner = schema.properties ?? SchemaShape.parse(schema.items ?? {}).properties
  const nested = inner
    ? `<details><summary>Fields</summary>${fields(schema.properties ? schema : SchemaShape.parse(schema.items))}</details>`
    : ''
  const extra = [
    place && place !== 'query' ? `in the ${place}` : '',
    isRequired ? 'required' : '',
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ]
  const notes = [...extra.filter(Boolean), schema.description ?? ''].filter(Boolean).join('. ')
  return `<tr><th scope="row"><code>${text(name)}</code></th><td><code>${text(typeOf(schema))}</code></td><td>${text(notes)}${nested}</td></tr>`
}

function table(rows: readonly string[]): string {
  return `<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Notes</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => typeOf(SchemaShape.parse(one))))].join(' | ')
  if (schema.type === 'array') return `${typeOf(SchemaShape.parse(schema.items ?? {}))}[]`
  return [schema.type ?? 'any'].flat().join(' | ')
}

function anchor(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function text(raw: string): string {
  const escaped = raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return escaped.replace(/`([^`]+)`/g, '<code>$1</code>')
}
