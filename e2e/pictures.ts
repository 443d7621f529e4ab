import { writeFileSync } from "node:fs";
import { expect, type Page, type TestInfo } from "@playwright/test";

/** How far a colour channel may be off, out of 255: text that begins between two pixels is smoothed another way. */
const smoothing = 48;

/** Fails unless all pictures (PNG, of one size) show the same; attaches those that don't. */
export async function expectSamePictures(
  page: Page,
  info: TestInfo,
  state: string,
  pictures: ReadonlyMap<string, Buffer>,
): Promise<void> {
  const [first, ...others] = pictures;
  if (!first) throw new Error("no pictures to compare");
  const [firstName, firstPicture] = first;
  for (const [name, picture] of others) {
    if (picture.equals(firstPicture)) continue;
    const different = await differentPixels(page, firstPicture, picture);
    if (different > 0) {
      for (const [place, shown] of [[firstName, firstPicture] as const, [name, picture] as const]) {
        const path = info.outputPath(`${state}, ${place}.png`);
        writeFileSync(path, shown);
        await info.attach(`${state}, ${place}`, { path });
      }
    }
    expect(different, `pixels that differ between ${firstName} and ${name}: ${state}`).toBe(0);
  }
}

/** Fails unless each picture (PNG) shows something else than every other one. */
export async function expectDifferentPictures(
  page: Page,
  pictures: Readonly<Record<string, Buffer>>,
): Promise<void> {
  const all = Object.entries(pictures);
  for (const [index, [name, picture]] of all.entries()) {
    for (const [otherName, other] of all.slice(index + 1)) {
      expect(await differentPixels(page, picture, other), `${name} and ${otherName}`).toBeGreaterThan(0);
    }
  }
}

/** How many colours a picture has; 1 is a blank. */
export async function coloursIn(page: Page, picture: Buffer): Promise<number> {
  return page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: new Uint8Array() };
    return new Set(new Uint32Array(data.buffer)).size;
  }, picture.toString("base64"));
}

/** Pictures of different sizes differ in every pixel. */
export async function differentPixels(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ({ encoded, allowed }) => {
      const images = await Promise.all(
        encoded.map(async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      const [left, right] = images;
      if (!left || !right || left.width !== right.width || left.height !== right.height)
        return Number.POSITIVE_INFINITY;
      let count = 0;
      for (let at = 0; at < left.data.length; at += 4) {
        const isOff = [0, 1, 2].some(
          (channel) => Math.abs((left.data[at + channel] ?? 0) - (right.data[at + channel] ?? 0)) > allowed,
        );
        if (isOff) count += 1;
      }
      return count;
    },
    { encoded: [one.toString("base64"), other.toString("base64")], allowed: smoothing },
  );
}
