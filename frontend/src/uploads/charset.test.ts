// @vitest-environment node
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatPersonName } from "@/i18n/person-name";
import { decodeText } from "./charset";
import { readHeader } from "./header";
import { bytesOf, CHARSETS } from "./real-files";

const NAMES: [file: string, name: string][] = [
  ["chrArab.dcm", "قباني^لنزار"],
  ["chrFren.dcm", "Buc^Jérôme"],
  ["chrGerm.dcm", "Äneas^Rüdiger"],
  ["chrGreek.dcm", "Διονυσιος"],
  ["chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう"],
  ["chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"],
  ["chrHbrw.dcm", "שרון^דבורה"],
  ["chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동"],
  ["chrJapMulti.dcm", "やまだ^たろう"],
  ["chrJapMultiExplicitIR6.dcm", "やまだ^たろう"],
  ["chrKoreanMulti.dcm", "김희중"],
  ["chrRuss.dcm", "Люкceмбypг"],
  ["chrX1.dcm", "Wang^XiaoDong=王^小東="],
  ["chrX2.dcm", "Wang^XiaoDong=王^小东="],
];

test.each(NAMES)("%s names its patient %s", (file, name) => {
  const reading = readHeader(bytesOf(join(CHARSETS, file)), true);
  expect(reading).toMatchObject({ kind: "instance", header: { PatientName: name } });
});

test("Japanese of the supplementary plane (JIS X 0212) is decoded", () => {
  // 丂, the first kanji of JIS X 0212: row 16, cell 1.
  const bytes = Uint8Array.of(0x1b, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1b, 0x28, 0x42, 0x5e, 0x41);
  expect(decodeText(bytes, "\\ISO 2022 IR 159")).toBe("丂^A");
});

test("undeclared text is read as UTF-8 when it can be, and as Latin-1 when it can't", () => {
  expect(decodeText(new TextEncoder().encode("Müller"), "")).toBe("Müller");
  expect(decodeText(Uint8Array.of(0x4d, 0xfc), "")).toBe("Mü");
});

test.each(["ISO_IR 101", "ISO-IR-101", "iso_ir 101", "ISO 2022 IR 101", "ISO IR 101"])(
  "the term %s is understood",
  (term) => expect(decodeText(Uint8Array.of(0xb1), term)).toBe("ą"),
);

test.each([
  ["Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田 太郎)"],
  ["Müller^Anna^Maria^Dr.", "Müller, Dr. Anna Maria"],
  ["=王^小東", "王 小東"],
  ["CT-310", "CT-310"],
  ["^^^^", ""],
  ["", ""],
])("the name %s is shown as %s", (value, shown) => expect(formatPersonName(value)).toBe(shown));
