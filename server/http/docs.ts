import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Env } from './context.ts'

type Json = Record<string, unknown>

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const entries = (value: unknown): [string, Json][] =>
  Object.entries(record(value)).map(([k, v]) => [k, record(v)])

/** A schema's type in a word or two. */
function typeOf(schema: Json): string {
  if (schema.enum) return (schema.enum as unknown[]).join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  if (schema.type === 'array') return `${typeOf(record(schema.items))}[]`
  if (typeof schema.type === 'string')
    return schema.format ? `${schema.type} (${schema.format})` : schema.type
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  return options ? [...new Set(options.map(typeOf))].join(' | ') : 'any'
}

function fieldsOf(schema: Json) {
  const required = new Set((schema.required as string[] | undefined) ?? [])
  return html`<table>
    <tbody>
      ${entries(schema.properties).map(
        ([name, field]) =>
          html`<tr>
            <td><code>${name}</code>${required.has(name) ? ' *' : ''}</td>
            <td>${typeOf(field)}</td>
            <td>${String(field.description ?? '')}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function page(description: Json) {
  const types = entries(record(description.components).schemas).filter(([name]) => name.startsWith('data.'))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Ruang Pantau API</title>
        <link rel="stylesheet" href="/docs.css" />
      </head>
      <body>
        <main>
          <h1>Ruang Pantau API</h1>
          <p>
            The machine-readable description is <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). * =
            required.
          </p>
          <h2>Routes</h2>
          ${entries(description.paths).map(([path, methods]) =>
            entries(methods).map(
              ([method, operation]) =>
                html`<section>
                  <h3><code>${method.toUpperCase()} ${path}</code></h3>
                  <p>${String(operation.summary ?? '')}</p>
                  <ul>
                    ${entries(operation.responses).map(
                      ([status, { description: text }]) =>
                        html`<li><code>${status}</code> ${String(text)}</li>`,
                    )}
                  </ul>
                </section>`,
            ),
          )}
          <h2>Every event</h2>
          ${fieldsOf(record(record(record(description.components).schemas).CloudEvent))}
          <h2>Data by type</h2>
          ${types.map(
            ([name, schema]) =>
              html`<section>
                <h3><code>${name.slice('data.'.length)}</code></h3>
                ${fieldsOf(schema)}
              </section>`,
          )}
        </main>
      </body>
    </html>`
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.25rem .75rem .25rem 0;vertical-align:top}
h2{margin-top:3rem}h3{margin-bottom:.25rem}code{font-size:.95em}`

/** Made of the schemas, and loaded, when somebody asks: a start need not wait for it. */
const described = async (version: string): Promise<Json> =>
  import('./openapi.ts').then(({ openApi }) => openApi(version))

/** The API's description, for programs and for people; without login and without any script. */
export const docs = new Hono<Env>()
  .get('/openapi.json', async (c) => c.json(await described(c.var.server.version)))
  .get('/docs', async (c) => c.html(page(await described(c.var.server.version))))
  .get('/docs.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    return c.body(String(raw(style)))
  })
