/** The optional package that turns SVG into PNG: about 30 MB for one platform, so only who wants PNG files installs it. */
export const RASTER_PACKAGE = "@napi-rs/canvas";

/** Pixels a unit of the drawing: sharp on screens of twice the usual density. */
const SCALE = 2;

/** Turns a standalone SVG into a PNG file's bytes. */
export type Rasterise = (svg: string) => Promise<Uint8Array>;

/** What is used of the package. */
interface Canvas {
  readonly GlobalFonts: { readonly families: readonly unknown[] };
  loadImage(svg: Buffer): Promise<Image>;
  createCanvas(width: number, height: number): Surface;
}
interface Image {
  readonly width: number;
  readonly height: number;
}
interface Surface {
  getContext(kind: "2d"): { drawImage(image: never, x: number, y: number, width: number, height: number): void };
  encode(format: "png"): Promise<Uint8Array>;
}

/** What stands in the way of PNG files, in a sentence, and what to do about it. */
export interface NoRaster {
  readonly why: string;
  readonly hint: string;
}

/** The rasteriser, or why there is none: its package is not installed, or there is no font to write with. */
export async function rasteriser(
  load: () => Promise<Canvas> = () => import("@napi-rs/canvas"),
): Promise<Rasterise | NoRaster> {
  let canvas: Canvas;
  try {
    canvas = await load();
  } catch (error) {
    const why = isAbsent(error)
      ? `PNG files need the package ${RASTER_PACKAGE}, which is not installed`
      : `the package ${RASTER_PACKAGE} cannot be loaded: ${(error as Error).message.split("\n", 1)[0]}`;
    return { why, hint: `npm install ${RASTER_PACKAGE}, or leave PNG out with --format html --format svg` };
  }
  if (canvas.GlobalFonts.families.length === 0) {
    const hint = "install fonts (Debian: fonts-dejavu-core), or leave PNG out with --format html --format svg";
    return { why: "PNG files need a font, and this system has none", hint };
  }
  return (svg) => rasterised(svg, canvas);
}

async function rasterised(svg: string, { loadImage, createCanvas }: Canvas): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(svg));
  const [width, height] = [image.width * SCALE, image.height * SCALE];
  const canvas = createCanvas(width, height);
  canvas.getContext("2d").drawImage(image as never, 0, 0, width, height);
  return canvas.encode("png");
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}
