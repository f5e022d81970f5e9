import { refusal, world, type Json } from './openapi-parts.ts'

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null
const takesBody = new Set(['post', 'put', 'patch'])

const busy = {
  429: refusal('Too many: wait as long as Retry-After says'),
  503: refusal('Cannot be answered now: nothing was done'),
}
const unread = { 400: refusal('Broken JSON, or a body that ended early'), 413: refusal('Too large') }
const nowhere = { 404: refusal('No such world') }

/** Adds to each route of the interface what any of its kind may be answered and its own table does not say. */
export function withCommonAnswers(paths: Json): Json {
  for (const [path, methods] of Object.entries(paths)) {
    if (!isObject(methods)) continue
    const ofInterface = /^\/(api|open311)\//.test(path)
    for (const [method, operation] of Object.entries(methods)) {
      if (!isObject(operation) || !isObject(operation.responses)) continue
      const { parameters, requestBody, responses } = operation
      operation.responses = {
        ...(ofInterface && busy),
        ...((takesBody.has(method) || requestBody !== undefined) && unread),
        ...(Array.isArray(parameters) && parameters.includes(world) && nowhere),
        ...responses,
      }
    }
  }
  return paths
}
