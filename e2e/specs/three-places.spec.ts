import type { FolderBrowser } from "../components/FolderBrowser";
import { expect, test } from "../fixtures";

const ACTIONS = [
  "New folder",
  "Rename",
  "Move to…",
  "Copy to…",
  "Delete",
  "Share an Upload Folder",
  "Share with a colleague",
  "Upload here",
  "Open in viewer",
  "Download",
  "Manage upload links",
  "Settle…",
  "Refresh",
];

test.describe.configure({ timeout: 180_000 });

/** What the folder view does in each of its places; leaves two folders behind. */
async function expectWholeFolderView(view: FolderBrowser, place: string): Promise<[string, string]> {
  const [first, second] = [`${place} one`, `${place} two`];
  await view.expectReady();
  expect(await view.toolbarTitles()).toEqual(ACTIONS);
  await view.newFolder(first);
  await view.expectSelected(first);
  expect(await view.menuTitles(first)).toEqual(ACTIONS);
  await view.clearSelection();
  await view.expectSelectedCount(0);
  await view.newFolder(`${place} second`);
  await view.rename(`${place} second`, second);

  await view.clearSelection();
  await view.select(first);
  await view.expectSelected(first);
  await view.expectSelected(second, false);
  await view.toggle(second);
  await view.expectSelectedCount(2);
  await view.toggle(first);
  await view.expectSelected(first, false);
  await view.expectSelected(second);
  await view.select(second);
  await view.expectSelectedCount(0);

  await view.open(first);
  await view.expectPlace(first);
  await view.expectEmpty();
  await view.newFolder("Inside");
  await view.goTo("My Folders");

  await view.select(second);
  await view.deleteRow(second);
  await view.undo();
  await view.expectSelected(second);
  return [first, second];
}

test("the folder view is the same in its three places, and takes uploads and studies", async ({
  app,
  files,
  word,
}) => {
  const elsa = `${word}, Elsa`;

  await test.step("in the Folders section", async () => {
    const [, second] = await expectWholeFolderView(app.folders, `${word} F`);
    await app.folders.deleteRow(second);
    await app.folders.showTrash();
    await app.folders.expectInTrash(second);
  });

  const uploadedTo = await test.step("in the Upload section", async () => {
    await app.goTo("Upload");
    await app.upload.chooseFolder(files.cd);
    await app.upload.expectFound(elsa);
    await app.upload.openSelectFolder();
    const [first] = await expectWholeFolderView(app.selectFolder, `${word} U`);
    await app.selectFolder.clearSelection();
    await app.expectFolderGoal("My Folders");
    await app.selectFolder.select(first);
    await app.expectFolderGoal(first);
    await app.confirmFolder("Select and upload");
    await app.expectUploadsDone();
    await app.openFolderFromTray(first, "1 study");
    await app.folders.expectPlace(first);
    await app.folders.expectRow(elsa);
    return first;
  });

  await test.step("in the Search section", async () => {
    await app.goTo("Search");
    await app.search.searchFor(`elsa ${word.toLowerCase()}`);
    await app.search.expectFound(elsa, 1);
    await app.search.expectOnly(1);
    await app.search.select(elsa);
    await app.search.openSelectFolder();
    const [first] = await expectWholeFolderView(app.selectFolder, `${word} S`);
    await app.selectFolder.clearSelection();
    await app.selectFolder.select(first);
    await app.confirmFolder("Select and add");
    await app.expectNotice("1 study added.");
    await app.answerNotice(`Added to “${first}”`, "Open folder");
    await app.folders.expectRow(elsa);
    await app.folders.expectRow("Inside");

    await app.goTo("Search");
    await app.search.searchFor(word);
    await app.search.expectFound(elsa, 1);
    await app.search.select(elsa);
    await app.search.openSelectFolder();
    await app.selectFolder.select(uploadedTo);
    await app.confirmFolder("Select and add");
    await app.expectNotice(`Nothing to add: all of it is in “${uploadedTo}” already`);
    await app.expectNotice("1 study was there already.");
  });
});
