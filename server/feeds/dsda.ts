import * as z from 'zod'
import { Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord } from './json.ts'
import { decimal, position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'
import { list, maybeText, parseXml, text } from './xml.ts'

const gate = z.object({
  ID_PINTU_AIR: text,
  NAMA_PINTU_AIR: text,
  LOKASI: maybeText,
  SIAGA1: maybeText,
  SIAGA2: maybeText,
  SIAGA3: maybeText,
  SIAGA4: maybeText,
  LATITUDE: text,
  LONGITUDE: text,
  TANGGAL: text,
  TINGGI_AIR: text,
  STATUS_SIAGA: maybeText,
})

/** Siaga 1 is the worst of the four. */
export function levelOf(value: number, marks: (number | undefined)[]): number {
  const [first, second, third] = marks
  if (first !== undefined && value >= first) return 3
  if (second !== undefined && value >= second) return 2
  return third !== undefined && value >= third ? 1 : 0
}

/**
 * Jakarta's water gates (https://poskobanjirdsda.jakarta.go.id/xmldata.xml): levels and marks in mm, told here in cm; WIB
 * without a zone; below zero is normal at Pluit. The level follows from the marks, the publisher's words stand in details.
 */
export const dsdaWaterGates: Reader = {
  format: 'dsda-pintu-air-xml',
  source: 'https://poskobanjirdsda.jakarta.go.id',
  parse: (body) => {
    const root = parseXml(body).DocumentElement
    if (!isRecord(root)) throw new Unreadable('no DocumentElement of SP_GET_LAST_STATUS_PINTU_AIR')
    return readRows(list(root.SP_GET_LAST_STATUS_PINTU_AIR), gateReading)
  },
}

function gateReading(row: unknown): Told {
  const read = checked(gate, row)
  const cm = (given: string | undefined, field: string) =>
    given === undefined ? undefined : decimal(given, field) / 10
  const value = decimal(read.TINGGI_AIR, 'TINGGI_AIR') / 10
  const marks = ([1, 2, 3, 4] as const).map((one) => cm(read[`SIAGA${one}`], `SIAGA${one}`))
  const data = {
    kind: 'water-level',
    geometry: { type: 'Point', coordinates: position(read.LATITUDE, read.LONGITUDE) },
    value,
    unit: 'cm',
    level: levelOf(value, marks),
    title: oneLine(read.NAMA_PINTU_AIR),
    details: told({
      station: read.ID_PINTU_AIR,
      place: read.LOKASI,
      status: read.STATUS_SIAGA,
      siaga1: marks[0],
      siaga2: marks[1],
      siaga3: marks[2],
      siaga4: marks[3],
    }),
  }
  const time = utc(read.TANGGAL, 'WIB')
  const subject = `dsda:${name(read.ID_PINTU_AIR)}`
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}
