const longestSide = 2048;
const quality = 0.86;

export type Shrunk = { file: File; width?: number; height?: number };

/** A photo no larger than a screen needs; drawing it anew also leaves its place and camera behind. Other files pass as they are. */
export async function shrinkImage(file: File): Promise<Shrunk> {
  if (!["image/jpeg", "image/png", "image/webp"].includes(file.type)) return measured(file);
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { file };
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.round(bitmap.width * scale);
  const height = Math.round(bitmap.height * scale);
  const drawn = await draw(bitmap, width, height, file.type);
  bitmap.close();
  if (!drawn || (scale === 1 && file.type !== "image/jpeg" && drawn.size >= file.size)) return { file, width, height };
  return { file: new File([drawn], file.name, { type: file.type }), width, height };
}

function draw(bitmap: ImageBitmap, width: number, height: number, type: string): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

async function measured(file: File): Promise<Shrunk> {
  if (!file.type.startsWith("image/")) return { file };
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { file };
  const { width, height } = bitmap;
  bitmap.close();
  return { file, width, height };
}
