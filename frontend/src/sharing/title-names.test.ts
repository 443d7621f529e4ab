import { expect, test } from "vitest";
import { namesIn } from "./title-names";

test.each([
  ["MRI of Ana Weber", ["Weber, Ana"], "Ana Weber"],
  ["Upload for WEBER", ["weber 2026"], "WEBER"],
  ["Upload for Demo Clinic", ["Weber, Ana", ""], ""],
  ["MRI of 2026 to Li", ["Li 2026"], ""],
  ["رفع صور الحداد", ["الحداد سمير"], "الحداد"],
])("in the title %j of a folder called %j: %j", (title, names, found) => {
  expect(namesIn(title, names)).toBe(found);
});
