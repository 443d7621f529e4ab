import { test } from "../fixtures";
import { hosts } from "../hosts";
import { makeJourneyFolder } from "../journey-folder";

const FILE = "docs/pictures/share.png";

for (const host of hosts) {
  test(`in ${host.name} rows are dragged and carried by keys, taken back, previewed, and files dropped where they go @mouse`, async ({
    app,
    clinic,
    library,
    word,
  }) => {
    const { elsa } = await makeJourneyFolder(clinic, library, word);
    const view = await host.open(app, library);
    const carrier = view.carrier();
    const preview = view.preview();
    await view.find(word);
    await view.expectRow("Gamma");

    await test.step("Ctrl copies; the copy can be undone", async () => {
      await carrier.dragOnto("Alpha", "Beta", { copy: true });
      await app.answerNotice("“Alpha” is in “Beta” as well", "Undo");
      await app.expectNotice("The copy is in the trash");
      await view.expectRow("Alpha");
    });

    await test.step("a folder goes to many places, not into itself", async () => {
      await carrier.expectRefused("Beta", "Beta", "A folder can't go into itself.");
      await carrier.dragOntoTab("Beta", "Trash");
      await view.leaveUndeleted("Beta");
      await carrier.dragOnto("Alpha", "Beta");
      await app.expectNotice("“Alpha” is in “Beta” now");
      await view.expectNoRow("Alpha");
    });

    await test.step("what is cut in one folder is put into another", async () => {
      await view.open("Beta");
      await view.select("Alpha");
      await carrier.cut();
      await carrier.expectHeld("“Alpha” to move");
      await view.goTo(word);
      await view.expectRow("Gamma");
      await carrier.paste();
      await carrier.expectNothingHeld();
      await view.expectRow("Alpha");
    });

    await test.step("what is copied is laid into the selected folder as well", async () => {
      await view.select(elsa);
      await carrier.copy();
      await carrier.expectHeld(`“${elsa}” to copy`);
      await view.select("Gamma");
      await carrier.paste();
      await app.expectNotice(`“${elsa}” is in “Gamma” as well`);
      await view.expectRow(elsa);
    });

    await test.step("the preview shows what is selected, by its button and by Alt+P", async () => {
      await preview.show();
      await preview.expectAbout("Gamma");
      await preview.expectFigure("1 study");
      await view.select(elsa);
      await preview.expectPictures(1);
      await preview.expectFact("Patient ID", `E2E-${library.word}`);
      await view.select("Allergies.txt");
      await preview.expectText(/\w/);
      await view.toggle("Wound.jpg");
      await preview.expectAbout("2 selected");
      await preview.toggleByKey();
      await preview.expectClosed();
    });

    await test.step("files from the desktop are chosen for the folder they are dropped on", async () => {
      if (host.takesNoFiles !== null) {
        await carrier.expectFilesRefused([FILE], "Gamma", host.takesNoFiles);
        return;
      }
      await carrier.dropFiles([FILE], "Gamma");
      await app.upload.expectFound("clinical documents, into Gamma");
      await app.upload.expectFound("1 document");
    });
  });
}
