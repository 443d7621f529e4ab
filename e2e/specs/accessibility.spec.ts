import type { Page } from "@playwright/test";
import { expectAccessible } from "../accessibility";
import {
  askForStillness,
  expectMirrored,
  expectSeenInForcedColours,
  expectStill,
  expectUsableAtDoubleZoom,
  sides,
} from "../conditions";
import { expect, test } from "../fixtures";
import { makeJourneyFolder } from "../journey-folder";
import { codeIn } from "../mailbox";
import { AppPages } from "../pages/AppPages";
import { coloursIn, expectDifferentPictures } from "../pictures";

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

test("the folder view, its menus, preview and dialogs, for whoever sees, moves and points in another way @mouse", async ({
  app,
  clinic,
  colleagueCredentials,
  library,
  word,
}) => {
  const folder = await makeJourneyFolder(clinic, library, word);
  const { folders } = app;
  await app.openFolder(folder.id);
  await folders.expectRow("Alpha");
  await askForStillness(app.page);

  await test.step("a list, and what is open, selected and held in it", async () => {
    await expectAccessible(app.page, "list");
    await folders.expand(folder.elsa);
    await folders.expectSeries("Axial T2", "20 images");
    await folders.select("Alpha");
    await folders.toggle(folder.elsa);
    await folders.expectSummary(/^1 study, 1 folder/);
    await expectForEverybody(app.page, "a study open, two selected");
    await folders.carrier().cut();
    await folders.carrier().expectHeld("2 items to move");
    await expectAccessible(app.page, "two held");
    await folders.press("Escape");
    await folders.carrier().expectNothingHeld();
    await folders.collapse(folder.elsa);
  });

  await test.step("the menus", async () => {
    await folders.clearSelection();
    await folders.openMenu("Alpha");
    await expectForEverybody(app.page, "context menu");
    await folders.closeMenu();
    await folders.openColumns();
    await expectForEverybody(app.page, "choice of columns");
    await folders.escape("Columns");
  });

  await test.step("the preview of a folder, a study, a document, several", async () => {
    const preview = folders.preview();
    await preview.show();
    await preview.expectAbout("Alpha");
    await preview.expectFigure("2 studies");
    await expectAccessible(app.page, "preview of a folder");
    await folders.select(folder.tomas);
    await preview.expectPictures(1);
    await expectForEverybody(app.page, "preview of a study with a conflict");
    await folders.select("Discharge letter.pdf");
    await preview.expectPdfPage(/Discharge/);
    await expectAccessible(app.page, "preview of a PDF");
    await folders.toggle("Allergies.txt");
    await preview.expectAbout("2 selected");
    await expectAccessible(app.page, "preview of several");
    await preview.close();
  });

  await test.step("forms that say what is wrong", async () => {
    await folders.pressTool("New folder");
    await app.nameForm.expectRefused(" ", "Enter a name for the folder.");
    await expectAccessible(app.page, "new folder, nothing entered");
    await folders.cancelDialog();
    await folders.select("Alpha");
    await folders.askForNewName("Alpha");
    await app.nameForm.expectRefused("beta", "There already is a folder with this name here.");
    await expectForEverybody(app.page, "rename, the name is taken");
    await folders.cancelDialog();
    await folders.pressTool("Share with a colleague");
    await app.colleagues.expectOpen();
    await app.colleagues.expectRefused("Choose a colleague from the list, or enter a whole e-mail address.");
    await expectForEverybody(app.page, "share with a colleague, nobody chosen");
    await app.colleagues.expectOffered("adey", colleagueCredentials.email);
    await expectAccessible(app.page, "share with a colleague, who is offered");
    await folders.press("Escape");
    await app.colleagues.close();
  });

  await test.step("where to, and what stands in the way", async () => {
    await folders.pressTool("Move to…");
    await app.carry.expectRefusal("It is in this folder already.");
    await expectForEverybody(app.page, "move to");
    await app.resize(720, 450);
    await app.carry.folders.looks().expectRowsInSight(3);
    await app.resize(1440, 900);
    await folders.escape("Move “Alpha” to…");
    await folders.clearSelection();
    await folders.select("Beta");
    await folders.pressTool("Copy to…");
    await app.carry.choose("Gamma", "Copy here");
    await app.carry.expectKeepBoth("Beta (2)");
    await expectAccessible(app.page, "keep both?");
    await folders.escape("Keep both folders?");
  });

  await test.step("in forced colours the focus, what is selected, ticks and signs are seen", async () => {
    const looks = folders.looks();
    await app.inForcedColours(true);
    await folders.select("Beta");
    await folders.press("Escape");
    await folders.press("ArrowUp");
    const [focused, noneTicked] = [await looks.row("Alpha"), await looks.selectAllBox()];
    await folders.press("Space");
    const [selectedAndFocused, someTicked] = [await looks.row("Alpha"), await looks.selectAllBox()];
    await folders.press("ArrowDown");
    const selected = await looks.row("Alpha");
    await folders.press("ControlOrMeta+a");
    const allTicked = await looks.selectAllBox();
    await folders.press("Escape");
    const plain = await looks.row("Alpha");
    await expectDifferentPictures(app.page, { plain, focused, selected, selectedAndFocused });
    await expectDifferentPictures(app.page, { noneTicked, someTicked, allTicked });
    for (const [name, kind] of [
      ["Alpha", "Folder"],
      [folder.elsa, "Study"],
      ["Wound.jpg", "Document"],
    ] as const) {
      expect(await coloursIn(app.page, await looks.kind(name, kind)), kind).toBeGreaterThan(1);
    }
    for (const title of ["New folder", "Delete", "Refresh", "Columns"]) {
      expect(await coloursIn(app.page, await looks.icon(title)), title).toBeGreaterThan(1);
    }
    await app.inForcedColours(false);
  });
  await expectStill(app.page, "list, menus, preview and dialogs");
});

test("in Arabic the folder view is mirrored, with its arrows, keys, menu, preview and dialogs @mouse", async ({
  app,
  clinic,
  library,
  word,
}) => {
  const folder = await makeJourneyFolder(clinic, library, word);
  await app.openFolder(folder.id);
  await app.folders.expectRow("Alpha");
  await app.folders.looks().expectTools("ltr");
  await app.folders.looks().expectArrow("Alpha", "right");
  const ofView = await sides(app.page);
  await app.readIn("ar");
  const view = app.foldersIn("ar");
  await view.expectRow("Alpha");
  await expectMirrored(app.page, ofView, "folder view");
  await view.looks().expectTools("rtl");
  await view.looks().expectNothingBeyond();
  await expectAccessible(app.page, "folder view in Arabic");

  await test.step("the left arrow key leads in, the right one out", async () => {
    await view.looks().expectArrow("Alpha", "left");
    await view.select("Alpha");
    await view.press("ArrowLeft");
    await view.expectExpanded("Alpha", true);
    await view.looks().expectArrow("Alpha", "down");
    await view.press("ArrowLeft");
    await view.expectFocus("Inner");
    await view.press("ArrowRight");
    await view.expectFocus("Alpha");
    await view.press("ArrowRight");
    await view.expectExpanded("Alpha", false);
    await view.looks().expectArrow("Alpha", "left");
  });

  await test.step("menu, form and preview", async () => {
    await view.press("ContextMenu");
    await view.expectOpen("menu");
    await expectAccessible(app.page, "context menu in Arabic");
    await view.closeMenu();
    await view.press("F2");
    await view.expectOpen("dialog");
    await expectAccessible(app.page, "rename in Arabic");
    await view.press("Escape");
    await view.expectFocus("Alpha");
    await view.press("Alt+p");
    await expectAccessible(app.page, "preview in Arabic");
    await view.looks().expectNothingBeyond();
    await view.press("Alt+p");
  });
});

test("the folder view with little or nothing in it, and without a line, for everybody as well @mouse", async ({
  app,
  clinic,
  colleague,
  library,
  word,
}) => {
  const folder = await makeJourneyFolder(clinic, library, word);
  const gone = `${word} gone`;
  await clinic.makeFolder(gone, folder.id);
  const { folders } = app;
  await app.openFolder(folder.id);
  await folders.expectRow("Alpha");
  await askForStillness(app.page);

  await test.step("deleting, the trash, and what is gone for good", async () => {
    await folders.select("Beta");
    await folders.askToDelete("Beta");
    await expectForEverybody(app.page, "delete, with a warning");
    await folders.cancelDialog();
    await folders.select(gone);
    await folders.deleteRow(gone);
    await app.expectNotice(`“${gone}” is in the trash now`);
    await expectForEverybody(app.page, "notice with undo");
    await folders.showTrash();
    await expectForEverybody(app.page, "trash");
    await folders.askToDeleteForGood(gone);
    await expectAccessible(app.page, "delete for good");
    await folders.cancelDialog();
    await folders.showFolders();
  });

  await test.step("nothing that fits, nothing at all", async () => {
    await folders.filter("nobody at all");
    await folders.expectNothingMatches("nobody at all");
    await expectAccessible(app.page, "nothing matches");
    await folders.filter("");
    await folders.expectRow("Gamma");
    await folders.open("Gamma");
    await folders.open("Beta");
    await folders.expectEmpty();
    await expectForEverybody(app.page, "empty folder");
    await colleague.folders.states().expectEmptyTrash();
    await expectAccessible(colleague.page, "empty trash");
  });

  await test.step("on its way, the line cut, and not to be had", async () => {
    await folders.goTo(word);
    await folders.expectRow("Gamma");
    await app.slowDown(60_000);
    await folders.open("Alpha");
    await folders.states().expectLoading();
    await expectAccessible(app.page, "loading");
    await app.slowDown(null);
    await folders.expectRow("Inner");
    await app.setOffline(true);
    await folders.states().expectStale();
    await expectAccessible(app.page, "line cut");
    await folders.open("Inner");
    await folders.states().expectFailed("No connection to Filmjacket");
    await expectForEverybody(app.page, "not to be had while the line is cut");
    await app.setOffline(false);
    await folders.expectEmpty();
    await clinic.trashFolders(folder.alpha);
    await folders.states().expectFailed("This doesn't exist, or you have no access to it.");
    await expectAccessible(app.page, "a folder that is gone");
  });
  await expectStill(app.page, "states");
});

test("the folder view and its dialogs under a finger @finger", async ({ app, clinic, word }) => {
  // Not among the top folders: where others come and go, a finger meets another row than it was meant for
  await app.openFolder(await clinic.makeFolder(`${word} around`));
  await app.folders.expectEmpty();
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
  await app.folders.deleteRow(word);
  await expectAccessible(app.page, "notice with undo");
  await app.folders.showTrash();
  await expectAccessible(app.page, "trash");
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

/** By axe in both themes, in forced colours, and at 200 %. */
async function expectForEverybody(page: Page, state: string): Promise<void> {
  await expectAccessible(page, state);
  await expectSeenInForcedColours(page, state);
  await expectUsableAtDoubleZoom(page, state);
}
