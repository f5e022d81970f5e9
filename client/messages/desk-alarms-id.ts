/** Alarms on the desk. */
export const deskAlarmsId = {
  alarms: 'Alarm',
  noAlarms: 'Tidak ada alarm',
  alarmState: {
    unacknowledged: 'belum ditanggapi siapa pun',
    acknowledged: 'sudah ditanggapi',
    returned: 'kembali normal, belum ditanggapi',
    shelved: 'ditangguhkan',
  },
  acknowledgeAlarm: 'Tanggapi',
  shelve: 'Tangguhkan',
  shelveReason: 'Alasan menangguhkan',
  shelveUntil: 'Selama (menit)',
  unshelve: 'Cabut penangguhan',
  silence: 'Diamkan suara',
  times: (n: string) => `${n}×`,
  budget: (n: string, operators: string) =>
    `${n} alarm per operator dalam 10 menit (${operators} operator di meja)`,
  unseenOf: (unseen: string, all: string) => `${unseen} dari ${all} belum ditanggapi`,
  otherActs: 'Tindakan lain',
  more: (n: string) => `+ ${n} lagi`,
  fewer: 'Ringkas',
  bands: {
    acceptable: 'wajar',
    manageable: 'masih tertangani',
    over: 'terlalu banyak',
    flood: 'banjir alarm',
  },

  worstRules: 'Aturan yang paling sering berbunyi pekan ini',
  worstRule: (title: string, times: string, before: string) =>
    `${title}: ${times} kali (pekan lalu ${before})`,
}
