import { expectAccessible } from "../accessibility";
import { expect, test } from "../fixtures";

const PASSWORD = "heron copper lantern 27 river";
/** So slow that the upload of the large study has a middle. */
const SLOW_LINE = 6_000_000;

test.describe.configure({ timeout: 180_000 });

test("an upload goes on after the page was reloaded, and begins nothing anew @once", async ({
  clinic,
  guest,
  largeStudy,
  word,
}) => {
  const link = await clinic.share({
    folderId: await clinic.makeFolder(word),
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(largeStudy.folder);
  await guest.expectReadyToSend(largeStudy.files);
  await guest.limitUpload(SLOW_LINE);
  await guest.send();
  await guest.expectProgress(30);

  await guest.reload();
  await guest.expectHeading("Go on with your upload");
  await expectAccessible(guest.page, "go on with an upload");
  const arrived = await guest.arrived(largeStudy.files);
  expect(arrived).toBeGreaterThanOrEqual(20);
  await guest.chooseFolder(largeStudy.folder);
  await guest.send();
  expect(await guest.progressAtFirst()).toBeGreaterThanOrEqual(arrived);
  await guest.limitUpload(null);

  await guest.expectHeading("Everything has arrived");
  await guest.receiptNumber();
  await guest.expectText(`${largeStudy.files} files, `);
  await guest.expectReceiptLine(`${word}, Mira`, `${largeStudy.files} images`);
});

test("an upload waits while the line is gone, can be paused, and ends complete @once", async ({
  app,
  clinic,
  guest,
  largeStudy,
  word,
}) => {
  const folderId = await clinic.makeFolder(word);
  const link = await clinic.share({
    folderId,
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
  });
  await app.openFolder(folderId);
  await app.folders.expectEmpty();
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(largeStudy.folder);
  await guest.limitUpload(SLOW_LINE);
  await guest.send();

  await guest.expectProgress(10);
  await guest.pause();
  await expectAccessible(guest.page, "sending, paused");
  const paused = await guest.progress();
  await guest.goOn();
  await guest.expectProgress(paused + 5);

  await guest.limitUpload(0);
  await guest.expectHeading("Waiting");
  await guest.expectText("No connection at present.");
  await expectAccessible(guest.page, "waiting for the line");
  await guest.limitUpload(null);

  const number = await guest.receiptNumber();
  await guest.expectHeading("Everything has arrived");
  await guest.expectText(`${largeStudy.files} files, `);
  await app.folders.expectRow(`${word}, Mira`);
  await app.folders.open(`${word}, Mira`);
  await app.viewer.expectThumbnails(24);
  await app.details.open(link.id);
  await app.details.expectDelivery(number, "Complete");
});
