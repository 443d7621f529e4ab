import { expectAccessible } from "../accessibility";
import { expect, test } from "../fixtures";
import { printed } from "../paper";

const PASSWORD = "heron copper lantern 27 river";
/** As long as each may be: 120 and 1,000 characters, the last word of each to be found again on the paper. */
const TITLE = `${"Earlier images of the head and neck, ".repeat(4).slice(0, 111)} titleEnd`;
const LINES = "Please send every MRI and CT of the last five years, with the reports.\n".repeat(14);
const DESCRIPTION = `${LINES.slice(0, 985)} descriptionEnd`;

const DESCRIPTIONS = {
  sentences: DESCRIPTION,
  "many short lines": `${"One line.\n".repeat(98)}descriptionEnd`,
  "one endless word": `${"W".repeat(986)}descriptionEnd`,
};

for (const [kind, description] of Object.entries(DESCRIPTIONS)) {
  test(`the share details fit on one page, with the longest texts: ${kind} @once`, async ({
    app,
    clinic,
    word,
  }) => {
    const link = await clinic.share({
      folderId: await clinic.makeFolder(word),
      recipients: [`${word}@practice.example`.toLowerCase()],
      password: PASSWORD,
      title: TITLE,
      description,
      twoFactor: true,
    });
    await app.details.openPrint(link.id);
    await app.details.expectOnSheet("descriptionEnd");
    for (const format of ["A4", "Letter"] as const) {
      const paper = await printed(app.page, format);
      expect(paper.sheets, format).toBe(1);
      expect(paper.code, format).toBe(link.url);
      for (const words of ["titleEnd", "descriptionEnd", link.url, "Two-factor"]) {
        expect(paper.text, format).toContain(words.replaceAll(/\s/g, ""));
      }
    }
  });
}

test("the receipt fits on one page, with the longest title and a refusal, which its owner reads too @once", async ({
  app,
  clinic,
  guest,
  files,
  word,
}) => {
  const link = await clinic.share({
    folderId: await clinic.makeFolder(word),
    recipients: [`${word}@practice.example`.toLowerCase()],
    password: PASSWORD,
    title: TITLE,
    description: DESCRIPTION,
  });
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(files.cd);
  await guest.expectReview();
  await guest.chooseFiles(files.loose);
  await guest.expectText("Discharge letter.pdf");
  await guest.send();
  const number = await guest.receiptNumber();
  for (const format of ["A4", "Letter"] as const) {
    const paper = await printed(guest.page, format);
    expect(paper.sheets, format).toBe(1);
    for (const words of [number, "titleEnd", `${word}, Elsa`, "Allergies.txt", "Broken off.dcm", "SHA-256"]) {
      expect(paper.text, format).toContain(words.replaceAll(/\s/g, ""));
    }
    expect(paper.text, format).not.toContain("Savethefulllist");
  }
  await app.details.open(link.id);
  await app.details.openReceipt(number);
  await app.details.expectDelivery(number, /\d files? not accepted/);
  await app.details.expectDelivery(number, "Broken off.dcm");
  await expectAccessible(app.page, "a receipt with trouble, in the share details");
});
