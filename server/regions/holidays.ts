/** One year as it was decreed: where it stands, and its days as `MM-DD name`. */
interface Year {
  source: string
  holidays: string
  leave: string
}

/**
 * National holidays and collective leave (cuti bersama) by year, as the three ministers (religion, manpower,
 * administrative reform) decreed them. A year that is not decreed yet stands in no list: the calendar page says so.
 */
const years: Record<number, Year> = {
  // The two years before that the recorded days lie in.
  2018: {
    source:
      'SKB 707/2017, 256/2017, 01/2017, cuti Idulfitri ditambah 18 April 2018; hari pemungutan suara: Keppres 14/2018',
    holidays: `01-01 Tahun Baru 2018 Masehi, 02-16 Tahun Baru Imlek 2569 Kongzili, 03-17 Hari Suci Nyepi, 03-30 Wafat Yesus Kristus,
      04-14 Isra Mikraj Nabi Muhammad SAW, 05-01 Hari Buruh Internasional, 05-10 Kenaikan Yesus Kristus, 05-29 Waisak 2562 BE,
      06-01 Hari Lahir Pancasila, 06-15 Idulfitri 1439 H, 06-16 Idulfitri 1439 H, 06-27 Pemilihan Kepala Daerah,
      08-17 Proklamasi Kemerdekaan, 08-22 Iduladha 1439 H, 09-11 Tahun Baru Islam 1440 H,
      11-20 Maulid Nabi Muhammad SAW, 12-25 Natal`,
    leave: `06-11 Idulfitri, 06-12 Idulfitri, 06-13 Idulfitri, 06-14 Idulfitri, 06-18 Idulfitri, 06-19 Idulfitri, 06-20 Idulfitri,
      12-24 Natal`,
  },
  2021: {
    source:
      'SKB 642/2020, 4/2020, 4/2020, diubah oleh SKB 281/2021, 1/2021, 1/2021 dan SKB 712/2021, 1/2021, 3/2021',
    holidays: `01-01 Tahun Baru 2021 Masehi, 02-12 Tahun Baru Imlek 2572 Kongzili, 03-11 Isra Mikraj Nabi Muhammad SAW,
      03-14 Hari Suci Nyepi, 04-02 Wafat Yesus Kristus, 05-01 Hari Buruh Internasional, 05-13 Idulfitri 1442 H,
      05-14 Idulfitri 1442 H, 05-26 Waisak 2565 BE, 06-01 Hari Lahir Pancasila, 07-20 Iduladha 1442 H,
      08-11 Tahun Baru Islam 1443 H, 08-17 Proklamasi Kemerdekaan, 10-20 Maulid Nabi Muhammad SAW, 12-25 Natal`,
    leave: '05-12 Idulfitri',
  },
  2024: {
    source:
      'SKB 855/2023, 3/2023, 4/2023; hari pemungutan suara: Keppres 10/2024 (14 Februari), Keppres 33/2024 (27 November)',
    holidays: `01-01 Tahun Baru 2024 Masehi, 02-08 Isra Mikraj Nabi Muhammad SAW, 02-10 Tahun Baru Imlek 2575 Kongzili,
      02-14 Pemilihan Umum, 03-11 Hari Suci Nyepi, 03-29 Wafat Yesus Kristus, 03-31 Paskah, 04-10 Idulfitri 1445 H,
      04-11 Idulfitri 1445 H, 05-01 Hari Buruh Internasional, 05-09 Kenaikan Yesus Kristus, 05-23 Waisak 2568 BE,
      06-01 Hari Lahir Pancasila, 06-17 Iduladha 1445 H, 07-07 Tahun Baru Islam 1446 H, 08-17 Proklamasi Kemerdekaan,
      09-16 Maulid Nabi Muhammad SAW, 11-27 Pemilihan Kepala Daerah, 12-25 Natal`,
    leave: `02-09 Imlek, 03-12 Nyepi, 04-08 Idulfitri, 04-09 Idulfitri, 04-12 Idulfitri, 04-15 Idulfitri, 05-10 Kenaikan,
      05-24 Waisak, 06-18 Iduladha, 12-26 Natal`,
  },
  2025: {
    source: 'SKB 1017/2024, 2/2024, 2/2024; 18 Agustus ditambahkan oleh SKB 933/2025, 1/2025, 3/2025',
    holidays: `01-01 Tahun Baru 2025 Masehi, 01-27 Isra Mikraj Nabi Muhammad SAW, 01-29 Tahun Baru Imlek 2576 Kongzili,
      03-29 Hari Suci Nyepi, 03-31 Idulfitri 1446 H, 04-01 Idulfitri 1446 H, 04-18 Wafat Yesus Kristus, 04-20 Paskah,
      05-01 Hari Buruh Internasional, 05-12 Waisak 2569 BE, 05-29 Kenaikan Yesus Kristus, 06-01 Hari Lahir Pancasila,
      06-06 Iduladha 1446 H, 06-27 Tahun Baru Islam 1447 H, 08-17 Proklamasi Kemerdekaan, 09-05 Maulid Nabi Muhammad SAW,
      12-25 Natal`,
    leave: `01-28 Imlek, 03-28 Nyepi, 04-02 Idulfitri, 04-03 Idulfitri, 04-04 Idulfitri, 04-07 Idulfitri, 05-13 Waisak,
      05-30 Kenaikan, 06-09 Iduladha, 08-18 Proklamasi Kemerdekaan, 12-26 Natal`,
  },
  2026: {
    source: 'SKB 1497/2025, 2/2025, 5/2025',
    holidays: `01-01 Tahun Baru 2026 Masehi, 01-16 Isra Mikraj Nabi Muhammad SAW, 02-17 Tahun Baru Imlek 2577 Kongzili,
      03-19 Hari Suci Nyepi, 03-21 Idulfitri 1447 H, 03-22 Idulfitri 1447 H, 04-03 Wafat Yesus Kristus, 04-05 Paskah,
      05-01 Hari Buruh Internasional, 05-14 Kenaikan Yesus Kristus, 05-27 Iduladha 1447 H, 05-31 Waisak 2570 BE,
      06-01 Hari Lahir Pancasila, 06-16 Tahun Baru Islam 1448 H, 08-17 Proklamasi Kemerdekaan,
      08-25 Maulid Nabi Muhammad SAW, 12-25 Natal`,
    leave: `02-16 Imlek, 03-18 Nyepi, 03-20 Idulfitri, 03-23 Idulfitri, 03-24 Idulfitri, 05-15 Kenaikan, 05-28 Iduladha,
      12-24 Natal`,
  },
}

/** A day of the setting `holidays`; `leave`: collective leave. */
interface NamedDay {
  day: string
  title: string
  leave?: true
}

const daysOf = (year: string, list: string, leave: boolean): NamedDay[] =>
  list.split(',').map((one) => {
    const told = one.trim()
    return {
      day: `${year}-${told.slice(0, 5)}`,
      title: told.slice(6),
      ...(leave && { leave: true as const }),
    }
  })

/** The calendar that every region begins with; administrators change it on the calendar page. */
export const nationalHolidays: readonly NamedDay[] = Object.entries(years)
  .flatMap(([year, { holidays, leave }]) => [...daysOf(year, holidays, false), ...daysOf(year, leave, true)])
  .sort((a, b) => (a.day < b.day ? -1 : 1))
