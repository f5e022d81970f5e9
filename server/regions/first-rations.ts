const bnpb = 'Perka BNPB 7/2008'
const sphere = 'Sphere 2018'

/**
 * First values of the ration table, until an administrator changes them. Perka BNPB 7/2008: rice 400 g and drinking water
 * for one person a day. Sphere 2018: 15 litres of water a person and day, one toilet for 20, 3.5 m² of covered floor each.
 */
export const firstRations = {
  days: 3,
  items: [
    { item: 'beras', title: 'Beras', unit: 'kg', amount: 0.4, source: bnpb },
    { item: 'air-bersih', title: 'Air bersih', unit: 'liter', amount: 15, source: sphere },
    { item: 'jamban', title: 'Jamban', unit: 'unit', amount: 0.05, perDay: false, source: sphere },
    {
      item: 'lantai-hunian',
      title: 'Lantai hunian beratap',
      unit: 'm²',
      amount: 3.5,
      perDay: false,
      source: sphere,
    },
  ],
}
