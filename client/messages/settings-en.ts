import type { settingsId } from './settings-id.ts'

export const settingsEn: typeof settingsId = {
  gauges: {
    hint: 'For devices that do not say their place, name or marks themselves. What stands here goes before what a device sends. While its place is unknown, what it sends is put in quarantine.',
    gauge: (n) => `Gauge ${n}`,
    none: 'No gauges: places and marks are those that devices send.',
    id: 'Code of the device',
    idHint: 'ttn:DEVICE or sensorthings:Datastreams(9)',
    title: 'Name on screens',
    place: 'Place',
    placeHint: 'latitude, longitude; such as -8.70, 116.27',
    field: 'Field of the water level',
    fieldHint: 'such as tma_cm; empty: known by its name',
    unit: 'Unit',
    mark: (level) => `Mark ${level}`,
    twice: 'this code stands above already',
    order: 'must be above the mark below it',
    check: 'Look at the fields that are marked',
  },
}
