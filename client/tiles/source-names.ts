/**
 * Which sources a tile rests on: their ids, or what their ids begin with before a dash. The names of server/feeds, of
 * configured CAP addresses (cap-…), and of what agencies usually declare. A source that no list knows is still shown
 * among the sources; a tile none of whose sources is declared says that it is not known.
 */
export const sourceNames = {
  incidents: ['pusdalops', 'bpbd', 'trc'],
  warnings: ['bmkg-nowcast', 'bmkg-cap', 'bmkg-inatews', 'cap'],
  quakes: ['bmkg', 'usgs'],
  map: ['bmkg', 'usgs', 'gdacs', 'petabencana', 'firms', 'cap'],
  tickets: ['lapor', 'sp4n', 'kanal', 'aduan', 'open311'],
  water: ['duga-air', 'pintu-air', 'dsda', 'sensor', 'awlr', 'bws'],
  forecast: ['bmkg-prakiraan'],
  volcanoes: ['magma', 'pvmbg', 'gunungapi'],
  projects: ['proyek', 'emonev', 'opd', 'lpse', 'ocds', 'oc4ids'],
} as const
