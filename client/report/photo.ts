const longestSide = 1_600

/** A photo made smaller on the device, as a JPEG without what the camera hung on it; nothing where it cannot be read. */
export async function shrink(file: Blob): Promise<Blob | undefined> {
  // Some browsers would draw an SVG, scripts and all: only what a camera makes is taken.
  if (/svg|xml|html/i.test(file.type)) return undefined
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.width * scale))
    canvas.height = Math.max(1, Math.round(image.height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    image.close()
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', 0.82))
  } catch {
    return undefined
  }
}
