import { expect, test } from "../fixtures";
import { codeIn, linkIn } from "../mailbox";

const PASSWORD = "heron copper lantern 27 river";

test("a clinician shares an upload folder, a guest sends a CD and documents, the clinician sees them", async ({
  app,
  guest,
  mailbox,
  files,
  word,
}) => {
  const recipient = `${word}@practice.example`.toLowerCase();
  const phone = `${word}-phone@practice.example`.toLowerCase();

  await app.folders.newFolder(word);
  await app.folders.select(word);
  await app.folders.expectSelected(word);
  await app.folders.select(word);
  await app.folders.expectSelected(word, false);
  await app.folders.useMenu(word, "Share an Upload Folder");
  await app.share.expectLabels([
    "E-mail",
    "Use two-factor authentication (2FA)",
    "Send link password in a different email",
    "Language",
    "Folder password",
    "Folder title",
    "Folder description",
    "Expire date",
  ]);
  await app.share.fill({
    recipient,
    password: PASSWORD,
    twoFactor: true,
    passwordAddress: phone,
    title: `Upload ${word}`,
    description: "Please send the MRI of November.\nThe letter as well, if you have it.",
  });
  await app.share.send();
  await app.viewShareDetails();

  const [invitation] = await mailbox.mails(recipient, 1);
  const [password] = await mailbox.mails(phone, 1);
  expect(invitation?.text).not.toContain(PASSWORD);
  expect(password?.text).toContain(PASSWORD);
  await app.expectOnTimeline(/sent/i);

  await guest.open(linkIn(invitation!));
  await guest.expectText(`Upload ${word}`);
  await guest.enterPassword("not the password at all");
  await guest.expectText(/password/i);
  await guest.enterPassword(PASSWORD);
  const code = codeIn((await mailbox.mails(recipient, 2))[1]!);
  await guest.enterCode(code);
  await guest.expectText("Please send the MRI of November.");

  await guest.chooseFolder(files.cd);
  await guest.expectText("MRI head");
  await guest.chooseFiles(files.loose);
  await guest.expectText("Discharge letter.pdf");
  await guest.send();
  const number = await guest.receiptNumber();
  await guest.expectText("Broken off.dcm");

  await app.openFolders();
  await app.folders.open(word);
  await app.folders.expectRow(`${word}, Elsa`);
  await app.folders.expectRow("Discharge letter.pdf");

  await app.folders.open(`${word}, Elsa`);
  await app.expectImage("Image 1 of 20");
  await app.nextImage();
  await app.expectImage("Image 2 of 20");
  await app.expectPicturesDrawn();
  await app.back();
  await app.folders.open("Discharge letter.pdf");
  await app.expectPdfPage(1, 2);
  await app.back();
  await app.folders.open("Wound.jpg");
  await app.expectPicturesDrawn();
  expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
});
