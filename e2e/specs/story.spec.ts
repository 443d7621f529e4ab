import { expect, test } from "../fixtures";
import { codeIn, linkIn } from "../mailbox";

const PASSWORD = "heron copper lantern 27 river";

test("a clinician shares an upload folder, a guest sends a CD and documents, the clinician sees them", async ({
  app,
  guest,
  mailbox,
  files,
  word,
  credentials,
}) => {
  const recipient = `${word}@practice.example`.toLowerCase();
  const phone = `${word}-phone@practice.example`.toLowerCase();
  const elsa = `${word}, Elsa`;
  const tomas = `${word}, Tomas`;

  await test.step("share an upload folder", async () => {
    await app.folders.newFolder(word);
    await app.folders.expectSelected(word);
    await app.folders.select(word);
    await app.folders.expectSelected(word, false);
    await app.folders.select(word);
    await app.folders.expectSelected(word);
    await app.folders.chooseInMenu(word, "Share an Upload Folder");
    await app.share.expectFields([
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
    await app.answerNotice("Folder Shared Successfully", "View share details");
    await app.details.expectTitle(`Upload ${word}`);
  });

  const link = await test.step("two mails leave, and only one holds the password", async () => {
    const [invitation] = await mailbox.mails(recipient, 1);
    const [password] = await mailbox.mails(phone, 1);
    expect(invitation.text).not.toContain(PASSWORD);
    expect(password.text).toContain(PASSWORD);
    expect(password.text).not.toContain("/u/");
    await app.details.expectOnTimeline("E-mail with the link: sent", "E-mail with the password: sent");
    await app.details.goToFolder(word);
    await app.folders.expectEmpty();
    return linkIn(invitation);
  });

  await test.step("the guest proves who they are", async () => {
    await guest.open(link);
    await guest.expectHeading(`Upload ${word}`);
    await guest.expectNoText("Please send the MRI of November.");
    await guest.enterPassword("not the password at all");
    await guest.expectError(/password/i);
    await guest.enterPassword(PASSWORD);
    await guest.expectHeading("Enter the code from the e-mail");
    const [, mail] = await mailbox.mails(recipient, 2);
    await guest.enterCode(codeIn(mail));
    await guest.expectHeading("Choose what you want to send");
    await guest.expectText("Please send the MRI of November.");
  });

  const number = await test.step("the guest sends a CD and loose files", async () => {
    await guest.chooseFolder(files.cd);
    await guest.expectText("MRI head");
    await guest.chooseFiles(files.loose);
    await guest.expectText("Discharge letter.pdf");
    await guest.expectQuestion("Images of more than one patient");
    await guest.send();
    const shown = await guest.receiptNumber();
    await guest.expectHeading("Arrived, with exceptions");
    await guest.expectReceiptLine(elsa, "20 images");
    await guest.expectReceiptLine("Discharge letter.pdf", /\d/);
    await guest.expectReceiptLine("Broken off.dcm", /broke|incomplete|ends|cut|damaged/i);
    return shown;
  });

  await test.step("the clinician sees it appear in the open folder, and gets a mail", async () => {
    await app.folders.expectRow(elsa);
    await app.folders.expectRow(tomas);
    await app.folders.expectRow("Discharge letter.pdf");
    await app.folders.expectRow("Wound.jpg");
    await app.folders.expectRow("Allergies.txt");
    await app.folders.expectMark(tomas, "Conflict");
    await app.folders.expectNoRow("Broken off.dcm");
    await app.folders.expectNoRow("Viewer setup.exe");
    await mailbox.expectMail(credentials.email, number);
  });

  await test.step("the clinician opens what has arrived", async () => {
    await app.folders.open(elsa);
    await app.viewer.expectTitle(elsa);
    await app.viewer.expectImage(1, 20);
    await app.viewer.expectThumbnails(1);
    await app.viewer.nextImage();
    await app.viewer.expectImage(2, 20);
    await app.viewer.back();
    await app.folders.open(tomas);
    await app.viewer.expectText("1 image arrived again with other content. The first one is shown.");
    await app.viewer.expectImage(1, 1);
    await app.viewer.back();
    await app.folders.open("Discharge letter.pdf");
    await app.viewer.expectPdfPages(2);
    await app.viewer.back();
    await app.folders.open("Wound.jpg");
    await app.viewer.expectPicture("Wound.jpg");
    await app.viewer.back();
    await app.folders.open("Allergies.txt");
    await app.viewer.expectText("Allergy to penicillin.");
    await app.viewer.back();
    await app.folders.expectRow(elsa);
  });

  await test.step("the share details tell the whole course, and can be printed", async () => {
    await app.folders.pressTool("Manage upload links");
    await app.details.openFromLinks(recipient);
    await app.details.expectOnTimeline(
      "Link created",
      "Opened by the recipient",
      "Password entered",
      "One-time code entered",
      "Upload began",
      `Upload ${number} complete`,
    );
    await app.details.expectDelivery(number, "Complete");
    await app.details.openPrint();
    await app.details.expectOnSheet(`Upload ${word}`);
    await app.details.expectOnSheet(link);
    await app.details.expectOnSheet(number);
    await app.details.expectNotOnSheet(PASSWORD);
    await app.details.printPassword();
    await app.details.expectOnSheet(PASSWORD);
  });
});
