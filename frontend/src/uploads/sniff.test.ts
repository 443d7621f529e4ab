// @vitest-environment node
import { expect, test } from "vitest";
import { type FileKind, sniff } from "./sniff";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

test.each<[kind: FileKind, name: string, content: string]>([
  ["pdf", "report.pdf", "%PDF-1.7"],
  ["pdf", "report.pdf", "\n\n%PDF-1.4 behind some blank lines"],
  ["image", "photo.jpg", "\xff\xd8\xff\xe0"],
  ["image", "photo.heic", "\0\0\0\x18ftypheic"],
  ["video", "clip.mp4", "\0\0\0\x18ftypisom"],
  ["office", "letter.docx", "PK\x03\x04"],
  ["archive", "cd.zip", "PK\x03\x04"],
  ["archive", "cd.tar.gz", "\x1f\x8b\x08"],
  ["program", "readme.txt", "MZ\x90\0"],
  ["program", "run", "#!/bin/sh"],
  ["text", "note", "A letter without any ending in its name.\n"],
  ["web-page", "report.htm", "<!DOCTYPE html><html>"],
  ["web-page", "picture.svg", "<svg xmlns=''>"],
  ["unknown", "data.bin", "\0\x01\x02"],
  ["unknown", "empty", ""],
])("%s: %s", (kind, name, content) => expect(sniff(bytes(content), name)).toBe(kind));
