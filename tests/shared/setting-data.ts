import fc from 'fast-check'

/** Settings that hold something to obey, and nonsense. */
export const setting = fc.oneof(
  fc.record({
    key: fc.constant('site'),
    value: fc.constantFrom(null, {}, { offsetHours: 9 }, { offsetHours: 7 }, { offsetHours: 1e300 }),
  }),
  fc.record({
    key: fc.constant('holidays'),
    value: fc.constantFrom(['2026-03-31', '2026-04-03'], [1, null], 'none', []),
  }),
  fc.record({
    key: fc.constant('sla'),
    value: fc.constantFrom(
      [{ agency: 'pu', days: 1 }],
      { pengaduan: 3 },
      { '*': 1e9 },
      { '*': -4, aspirasi: 0.5 },
      'x',
      {},
    ),
  }),
  fc.record({
    key: fc.constant('cameras'),
    value: fc.constantFrom(
      [{ id: 'a', title: 'A', kind: 'hls', url: 'http://10.0.0.9/a' }],
      [1, null, {}],
      'x',
      {},
    ),
  }),
  fc.record({ key: fc.constantFrom('scene', '__proto__'), value: fc.jsonValue({ maxDepth: 2 }) }),
) as fc.Arbitrary<Record<string, unknown>>
