/** The shape of each level in a box of 24 by 24: a ring, a triangle, a diamond, an octagon. Read without colour. */
export const levelShapes = [
  'M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16z',
  'M12 2.2 23 21.4H1z',
  'M12 .8 23.2 12 12 23.2.8 12z',
  'M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z',
] as const

/** The stroke that marks the highest level within its octagon. */
export const awasStroke = 'M12 6v7.4M12 17.2v.6'
