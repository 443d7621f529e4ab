import { expect, test } from "vitest";
import { Problem } from "./problem";

function answer(body: string, type = "application/problem+json", headers: Record<string, string> = {}) {
  return new Response(body, { status: 422, headers: { "Content-Type": type, ...headers } });
}

test("the server's words are kept", async () => {
  const problem = await Problem.from(
    answer('{"title": "Please check.", "code": "invalid", "errors": {"name": ["Too long.", "Taken."]}}'),
  );
  expect(problem).toMatchObject({
    status: 422,
    title: "Please check.",
    code: "invalid",
    fields: { name: "Too long. Taken." },
  });
});

test("errors in a list's members become one sentence of the field", async () => {
  const problem = await Problem.from(answer('{"errors": {"recipients": {"1": ["No address."]}}}'));
  expect(problem.fields).toEqual({ recipients: "No address." });
});

test("a proxy's page is still a problem", async () => {
  const problem = await Problem.from(answer("<h1>Bad gateway</h1>", "text/html"));
  expect(problem).toMatchObject({ title: "", code: "http_422", fields: {} });
});

test("a body cut short does not hide the status", async () => {
  expect((await Problem.from(answer('{"title": "Pl'))).status).toBe(422);
});

test("Retry-After is in seconds", async () => {
  expect((await Problem.from(answer("{}", "application/json", { "Retry-After": "30" }))).retryAfter).toBe(30);
  expect((await Problem.from(answer("{}"))).retryAfter).toBe(undefined);
});
