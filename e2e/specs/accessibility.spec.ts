import { expectAccessible } from "../accessibility";
import { test } from "../fixtures";
import { codeIn } from "../mailbox";
import { AppPages } from "../pages/AppPages";

const PASSWORD = "heron copper lantern 27 river";

test.describe.configure({ timeout: 180_000 });

test("logging in", async ({ logInPage, credentials }) => {
  await logInPage.open();
  await expectAccessible(logInPage.page, "log-in");
  await logInPage.submit();
  await logInPage.expectMissing("Enter your password.");
  await expectAccessible(logInPage.page, "log-in, nothing filled in");
  await logInPage.logIn({ email: "nobody@clinic.example", password: "wrong" });
  await logInPage.expectRefusal();
  await expectAccessible(logInPage.page, "log-in refused");
  await logInPage.logIn(credentials);
  await new AppPages(logInPage.page).folders.expectReadyOrEmpty();
});

test("folders and their dialogs", async ({ app, word }) => {
  await expectAccessible(app.page, "folders");
  await app.folders.newFolder(word);
  await expectAccessible(app.page, "folders, one selected");
  await app.folders.preview().show();
  await app.folders.preview().expectAbout(word);
  await app.folders.preview().expectFigure("0 studies");
  await expectAccessible(app.page, "preview");
  await app.folders.preview().close();
  await app.folders.openMenu(word);
  await expectAccessible(app.page, "context menu");
  await app.folders.closeMenu();
  await app.folders.askForNewName(word);
  await expectAccessible(app.page, "rename");
  await app.folders.cancelDialog();
  await app.folders.askToDelete(word);
  await expectAccessible(app.page, "delete");
  await app.folders.cancelDialog();
  await app.folders.newFolder(`${word} gone`);
  await app.folders.deleteRow(`${word} gone`);
  await expectAccessible(app.page, "notice with undo");
  await app.folders.showTrash();
  await expectAccessible(app.page, "trash");
  await app.openFolders();
  await app.folders.open(word);
  await app.folders.expectEmpty();
  await expectAccessible(app.page, "empty folder");
});

test("sharing an upload folder", async ({ app, clinic, word }) => {
  await app.openFolder(await clinic.makeFolder(word));
  await app.folders.expectEmpty();
  await app.folders.pressTool("Share an Upload Folder");
  await app.share.submit();
  await app.share.expectError("Please enter at least one e-mail address.");
  await expectAccessible(app.page, "share form with errors");
  await app.share.fill({
    recipient: `${word}@practice.example`.toLowerCase(),
    password: PASSWORD,
    twoFactor: true,
    passwordAddress: `${word}-phone@practice.example`.toLowerCase(),
    title: `Upload ${word}`,
    description: "Please send the MRI of November.",
    more: { files: "500", ticks: ["Let the recipient see the folder"] },
  });
  await expectAccessible(app.page, "share form, filled in");
  await app.share.send();
  await expectAccessible(app.page, "shared");
  await app.folders.pressTool("Manage upload links");
  await app.details.expectInLinks(`${word}@practice.example`.toLowerCase());
  await expectAccessible(app.page, "upload links");
  await app.details.openFromLinks(`${word}@practice.example`.toLowerCase());
  await expectAccessible(app.page, "share details");
  await app.details.openPrint();
  await expectAccessible(app.page, "print");
});

test("uploading, searching, viewing", async ({ app, files, word }) => {
  const elsa = `${word}, Elsa`;
  await app.folders.newFolder(word);
  await app.goTo("Upload");
  await expectAccessible(app.page, "upload");
  await app.upload.chooseFolder(files.cd);
  await app.upload.chooseFiles(files.loose);
  await app.upload.expectFound("Discharge letter.pdf");
  await expectAccessible(app.page, "upload review");
  await app.upload.openSelectFolder();
  await app.selectFolder.select(word);
  await expectAccessible(app.page, "Select Folder");
  await app.confirmFolder("Select and upload");
  await app.expectUploadsEnded();
  await app.openTray();
  await expectAccessible(app.page, "upload tray");
  await app.closeTray();

  await app.goTo("Search");
  await app.search.searchFor(word);
  await app.search.expectFound(elsa, 1);
  await app.search.select(elsa);
  await expectAccessible(app.page, "search results");
  await app.search.searchFor(`${word} nobody`);
  await app.search.expectNothing();
  await expectAccessible(app.page, "nothing found");

  await app.openFolders();
  await app.folders.open(word);
  await app.folders.expectRow(elsa);
  await expectAccessible(app.page, "folder with studies and documents");
  await app.folders.open(elsa);
  await app.viewer.expectImage(1, 20);
  await app.viewer.expectThumbnails(1);
  await expectAccessible(app.page, "study");
  await app.viewer.back();
  await app.folders.open("Discharge letter.pdf");
  await app.viewer.expectPdfPages(2);
  await expectAccessible(app.page, "PDF");
  await app.viewer.back();
  await app.folders.open("Wound.jpg");
  await app.viewer.expectPicture("Wound.jpg");
  await expectAccessible(app.page, "photo");
});

test("the guest's page", async ({ clinic, guest, mailbox, files, word, baseURL }) => {
  const recipient = `${word}@practice.example`.toLowerCase();
  const link = await clinic.share({
    folderId: await clinic.makeFolder(word),
    recipients: [recipient],
    password: PASSWORD,
    title: `Upload ${word}`,
    description: "Please send the MRI of November.",
    twoFactor: true,
  });
  await guest.open(`${baseURL}/u/nothing`);
  await guest.expectHeading("This link is not known here");
  await expectAccessible(guest.page, "unknown link");
  await guest.open(link.url);
  await guest.expectHeading(`Upload ${word}`);
  await expectAccessible(guest.page, "password");
  await guest.enterPassword("not the password at all");
  await guest.expectError(/password/i);
  await expectAccessible(guest.page, "wrong password");
  await guest.enterPassword(PASSWORD);
  await guest.expectHeading("Enter the code from the e-mail");
  await expectAccessible(guest.page, "code");
  const [, mail] = await mailbox.mails(recipient, 2);
  await guest.enterCode(codeIn(mail));
  await guest.expectHeading("Choose what you want to send");
  await expectAccessible(guest.page, "choose");
  await guest.chooseFolder(files.cd);
  await guest.expectReview();
  await guest.chooseFiles(files.loose);
  await guest.expectQuestion("Images of more than one patient");
  await expectAccessible(guest.page, "review with a question");
  await guest.send();
  await guest.receiptNumber();
  await expectAccessible(guest.page, "receipt");
});
