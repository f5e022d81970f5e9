import type { RecordedEvent } from '../../shared/events/types.ts'
import type { ReportHead } from '../../shared/report/message.ts'
import type { Reading } from '../../shared/report/sections.ts'
import { momentText } from '../../shared/report/text.ts'
import { agenciesOf } from '../../shared/settings.ts'
import type { Config } from '../config.ts'
import { loadRegion } from '../regions/load.ts'
import type { World } from '../worlds.ts'

export type Drafted = RecordedEvent<'sitrep.drafted'>
/** Who put their name to it, when, and the code of the seal. */
export interface Signature {
  code: string
  name: string
  role: string
  at: string
}

/** What reports need of the running server. */
export interface Office {
  config: Pick<Config, 'DATA_DIR' | 'REGION' | 'PUBLIC_URL'>
  address: string
}

/** What surrounds a report: the regency, its clock, names of places and agencies. */
export async function setting(
  world: World,
  { config, address }: Office,
  { data }: Drafted,
  signature: Signature | undefined,
): Promise<{ head: ReportHead; reading: Reading }> {
  const pack = await loadRegion(config.REGION, config.DATA_DIR)
  const site = { offsetHours: { WIB: 7, WITA: 8, WIT: 9 }[pack.zone], zone: pack.zone }
  const names = new Map([...pack.districts, ...pack.villages].map(({ code, name }) => [code, name]))
  const agencies = new Map(
    agenciesOf(world.present.situations.staff.setting.get('agencies')?.value).map(({ id, name }) => [
      id,
      name,
    ]),
  )
  const reading: Reading = {
    site,
    place: (code) => names.get(code),
    agency: (id) => agencies.get(id) ?? id,
    first: data.previous === undefined,
  }
  const { number, title } = data
  return {
    reading,
    head: {
      ...{ number, title, regency: `${pack.kind} ${pack.name}`, asOf: momentText(data.asOf, site) },
      exercise: world.info.kind === 'exercise',
      ...(signature && { approved: approvedBy(signature, config.PUBLIC_URL ?? address, world, site) }),
    },
  }
}

function approvedBy({ code, name, role, at }: Signature, base: string, world: World, site: Reading['site']) {
  const query = world.info.kind === 'exercise' ? `?${new URLSearchParams({ world: world.info.name })}` : ''
  return { name, role, at: momentText(at, site), address: new URL(`/verifikasi/${code}${query}`, base).href }
}
