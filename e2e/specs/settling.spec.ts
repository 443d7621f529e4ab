import { expectAccessible } from "../accessibility";
import { SettleDialog } from "../components/SettleDialog";
import { expect, test } from "../fixtures";

test("the owner settles a conflict, turns it back, and merges two studies of one patient", async ({
  app,
  files,
  word,
}) => {
  const tomas = `${word}, Tomas`;
  const elsa = `${word}, Elsa`;
  const misspelt = `${word}, Else`;
  const settle = new SettleDialog(app.page);

  await test.step("what came twice is marked", async () => {
    await app.goTo("Upload");
    await app.upload.chooseFiles(
      files.loose.filter((file) => file.endsWith(".dcm") && !file.includes("Broken")),
    );
    await app.upload.chooseFolder(files.cd);
    await app.upload.chooseFolder(files.misspelt);
    await app.upload.expectFound(elsa);
    await app.upload.openSelectFolder();
    await app.selectFolder.newFolder(word);
    await app.confirmFolder("Select and upload");
    await app.expectUploadsEnded();
    await app.goTo("Folders");
    await app.folders.open(word);
    await app.folders.expectMark(tomas, "Conflict");
  });

  await test.step("a conflict shows both sides, and the other one is used", async () => {
    await app.folders.pressMark(tomas, "Conflict");
    await settle.expectOpen();
    await settle.expectPictures();
    await settle.expectInUse("Came first");
    await settle.expectText("Transfer Syntax UID");
    await expectAccessible(app.page, "a conflict");
    await settle.choose("Use the other");
    await settle.expectClosed();
    await app.expectNotice("The conflict is settled");
    await app.folders.expectNoMark(tomas, "Conflict");
  });

  await test.step("undo brings the conflict back, and keeping the first settles it for good", async () => {
    await app.folders.undo();
    await app.folders.expectMark(tomas, "Conflict");
    await app.folders.pressMark(tomas, "Conflict");
    await settle.expectInUse("Came first");
    await settle.choose("Keep the first");
    await settle.expectClosed();
    await app.folders.expectNoMark(tomas, "Conflict");
  });

  await test.step("two patients stand beside each other, and are merged into the right one", async () => {
    const [marked, other] = (await app.folders.hasMark(misspelt, "Same UID, other patient"))
      ? [misspelt, elsa]
      : [elsa, misspelt];
    await app.folders.pressMark(marked, "Same UID, other patient");
    await settle.expectPatientsDifferIn("Patient", marked, other);
    await expectAccessible(app.page, "two patients");
    await settle.choose("It is the same patient…");
    await settle.expectText("A merge can’t be undone.");
    await expectAccessible(app.page, "before a merge");
    await settle.chooseRecord(elsa);
    await settle.choose(`Merge into “${elsa}”`);
    await settle.expectClosed();
    await app.folders.expectNoRow(misspelt);
    await app.folders.expectRow(elsa);
    expect(await app.folders.hasMark(elsa, "Same UID, other patient")).toBe(false);
    await app.folders.expectMark(elsa, "Conflict");
  });

  await test.step("what merging left is settled alike in one go", async () => {
    await app.folders.pressMark(elsa, "Conflict");
    await settle.choose("Use the first for all 3");
    await settle.expectClosed();
    await app.folders.expectNoMark(elsa, "Conflict");
    await app.folders.open(elsa);
    await app.viewer.expectImage(1, 20);
  });
});
