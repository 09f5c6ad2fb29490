import { describe, expect, it } from "vitest";
import { dateReader } from "../../src/model/date-format.ts";
import { ConfigError } from "../../src/model/errors.ts";

describe("a date in a form that is named", () => {
  it.each([
    ["iso", "2024-01-05"],
    ["%Y%m%d", "20240105"],
    ["%d.%m.%Y", "05.01.2024"],
    ["%d.%m.%Y", "5.1.2024"],
    ["%m/%d/%Y", "01/05/2024"],
    ["%d-%b-%Y", "05-JAN-2024"],
    ["%B %d, %Y", "January 5, 2024"],
    ["%Y-%m-%d %H:%M:%S", "2024-01-05 23:59:59"],
    ["%Y-%m-%dT%H:%M:%S.%f%z", "2024-01-05T23:59:59.123456789-05:00"],
    ["%Y-%m-%d %H:%M:%S%z", "2024-01-05 00:00:00+0000"],
    ["100%% %Y.%m.%d (a|b)", "100% 2024.01.05 (a|b)"],
    ["epoch-s", "1704412800"],
    ["epoch-ms", "1704499199999"],
    ["epoch-ns", "1704412800000000000"],
  ])("%s reads %s as it is written, whatever the time of day and the offset", (form, text) => {
    expect(dateReader(form, "layout")(text)).toBe("2024-01-05");
  });

  it.each([
    ["iso", "2024-02-30"],
    ["iso", "2024-1-5"],
    ["%Y%m%d", "2024015"],
    ["%d.%m.%Y", "31.02.2024"],
    ["%d.%m.%Y", "05.01.2024 "],
    ["%d.%m.%Y", "05-01-2024"],
    ["%d-%b-%Y", "05-Mai-2024"],
    ["%Y-%m-%d %H:%M:%S", "2024-01-05"],
    ["epoch-s", "1.5"],
    ["epoch-s", ""],
    ["epoch-s", "999999999999999999"],
  ])("%s does not read %j", (form, text) => {
    expect(dateReader(form, "layout")(text)).toBeUndefined();
  });

  it("before 1970 counts down", () => {
    expect(dateReader("epoch-s", "layout")("-1")).toBe("1969-12-31");
    expect(dateReader("epoch-s", "layout")("-86400")).toBe("1969-12-31");
  });

  it.each(["", "%Y", "%Y-%m-%d %d", "%Y-%j", "%y-%m-%d", "YYYY-MM-DD", "%Y-%m-%d%"])("%j is no form", (form) => {
    expect(() => dateReader(form, "layout.dates")).toThrow(ConfigError);
  });
});
