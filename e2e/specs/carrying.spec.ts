import { test } from "../fixtures";

test("rows are dragged and carried by keys, taken back, and files dropped where they go @mouse", async ({
  app,
  clinic,
  word,
}) => {
  const id = await clinic.makeFolder(word);
  await Promise.all(["Alpha", "Beta", "Gamma"].map((name) => clinic.makeFolder(name, id)));
  const { folders } = app;
  const carrier = folders.carrier();
  await app.openFolder(id);
  await folders.expectRow("Gamma");

  await test.step("Ctrl copies; the copy can be undone", async () => {
    await carrier.dragOnto("Alpha", "Beta", { copy: true });
    await app.answerNotice("“Alpha” is in “Beta” as well", "Undo");
    await app.expectNotice("The copy is in the trash");
    await folders.expectRow("Alpha");
  });

  await test.step("a folder goes to many places, not into itself", async () => {
    await carrier.expectRefused("Beta", "Beta", "A folder can't go into itself.");
    await carrier.dragOntoTab("Beta", "Trash");
    await folders.cancelDialog();
    await carrier.dragOnto("Alpha", "Beta");
    await app.expectNotice("“Alpha” is in “Beta” now");
    await folders.expectNoRow("Alpha");
  });

  await test.step("what is cut in one folder is put into another", async () => {
    await folders.open("Beta");
    await folders.select("Alpha");
    await carrier.cut();
    await carrier.expectHeld("“Alpha” to move");
    await folders.goTo(word);
    await folders.expectRow("Gamma");
    await carrier.paste();
    await carrier.expectNothingHeld();
    await folders.expectRow("Alpha");
  });

  await test.step("files from the desktop are chosen for the folder they are dropped on", async () => {
    await carrier.dropFiles(["docs/pictures/share.png"], "Gamma");
    await app.upload.expectFound("clinical documents, into Gamma");
    await app.upload.expectFound("1 document");
  });
});
