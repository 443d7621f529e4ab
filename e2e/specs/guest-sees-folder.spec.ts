import { expectAccessible } from "../accessibility";
import { expect, test } from "../fixtures";
import { GuestFolder } from "../pages/GuestFolder";

const PASSWORD = "heron copper lantern 27 river";

test("a guest sees what is in the folder, takes home what they may, and nothing once it is over", async ({
  clinic,
  guest,
  library,
  word,
}) => {
  const elsa = `${library.word}, Elsa`;
  const folder = new GuestFolder(guest.page);
  const folderId = await clinic.makeFolder(word);
  await clinic.copyEntries(library.folderId, await clinic.makeFolder("Earlier examinations", folderId));
  const link = await clinic.share({
    folderId,
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: `Upload ${word}`,
    maySee: true,
  });

  await test.step("the password opens the folder as well", async () => {
    await guest.open(link.url);
    await guest.expectText("The password also lets you see what is in the folder");
    await folder.expectAbsent();
    await guest.enterPassword(PASSWORD);
    await folder.expectThings("Earlier examinations");
    await folder.expectTerms(/^To look at, not to download, until the end of/);
  });

  await test.step("studies and documents are opened in place", async () => {
    await folder.open("Earlier examinations");
    await folder.expectThing(elsa);
    await guest.expectNoSidewaysScroll();
    await expectAccessible(guest.page, "what is in the folder");
    await folder.open(elsa);
    await folder.viewer.expectImage(1, 20);
    await folder.viewer.nextImage();
    await folder.viewer.expectImage(2, 20);
    await expectAccessible(guest.page, "a study opened by a guest");
    await folder.viewer.back();
    await folder.open("Discharge letter.pdf");
    await folder.viewer.expectPdfPages(2);
    await folder.expectNoDownload();
    await folder.goBack();
    await folder.open("Wound.jpg");
    await folder.viewer.expectPicture("Wound.jpg");
    await folder.goBack();
    await folder.expectNoDownload();
  });

  await test.step("what the guest sends appears there", async () => {
    await guest.chooseFiles(library.files.loose.filter((file) => file.endsWith("Allergies.txt")));
    await guest.send();
    await guest.receiptNumber();
    await folder.goUpTo(word);
    await folder.expectThings("Earlier examinations", "Allergies.txt");
  });

  await test.step("with leave to download, all of it can be taken home", async () => {
    await clinic.changeLink(link.id, { may_download: true });
    await guest.reload();
    await folder.expectTerms(/^To look at and to download/);
    expect(await folder.download("Allergies.txt")).toBe("Allergies.txt");
    expect(await folder.download("Earlier examinations")).toBe("Earlier examinations.zip");
  });

  await test.step("nothing is to be seen of a link that is withdrawn", async () => {
    await clinic.revoke(link.id);
    await folder.open("Earlier examinations");
    await guest.expectHeading("This link was withdrawn");
    await folder.expectAbsent();
    await guest.reload();
    await guest.expectHeading("This link was withdrawn");
    await guest.expectNoText("Allergies.txt");
  });
});
