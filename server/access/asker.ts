/** Who asks: the peer's address and the request's headers. */
export interface Asker {
  address: string
  headers: NodeJS.Dict<string | string[]>
}
