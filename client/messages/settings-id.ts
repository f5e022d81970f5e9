/** Words of the settings that the administrator's page has a form for. */
export const settingsId = {
  gauges: {
    hint: 'Untuk alat yang tidak menyebut sendiri tempat, nama, atau batasnya. Isian di sini didahulukan dari kiriman alat. Selama tempat alat belum diketahui, kirimannya masuk karantina.',
    gauge: (n: number) => `Pos ${n}`,
    none: 'Belum ada pos: tempat dan batas diambil dari kiriman alat.',
    id: 'Kode alat',
    idHint: 'ttn:NAMA-ALAT atau sensorthings:Datastreams(9)',
    title: 'Nama di layar',
    place: 'Tempat',
    placeHint: 'lintang, bujur; misalnya -8.70, 116.27',
    field: 'Kolom tinggi muka air',
    fieldHint: 'misalnya tma_cm; kosong: dikenali dari namanya',
    unit: 'Satuan',
    /** A mark by its level's word. */
    mark: (level: string) => `Batas ${level}`,
    twice: 'kode ini sudah ada di atas',
    order: 'harus lebih tinggi dari batas di bawahnya',
    check: 'Periksa isian yang ditandai',
  },
}
