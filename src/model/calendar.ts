/**
 * Calendar arithmetic on ISO dates (`YYYY-MM-DD`), with no clock and no time zone: a date is a civil day.
 * Day numbers count from 1970-01-01 (a Thursday) in the proleptic Gregorian calendar.
 */

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days since 1970-01-01 of an ISO date, or NaN when the text is no calendar date in the form `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  if (date.length !== 10 || date.charCodeAt(4) !== 45 || date.charCodeAt(7) !== 45) return Number.NaN;
  const year = 100 * twoDigits(date, 0) + twoDigits(date, 2);
  const month = twoDigits(date, 5);
  const day = twoDigits(date, 8);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  const elapsed = year - 1; // in whole numbers throughout: they are what makes this cheap
  const leapDays = (elapsed >> 2) - ((elapsed / 100) | 0) + ((elapsed / 400) | 0);
  const leapShift = month > 2 && isLeap(year) ? 1 : 0;
  return elapsed * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1]! + leapShift + day - 719163;
}

/** The number of two digits; far below 0 where one is none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1_000_000;
}

/** Whether the text is a calendar date in the form `YYYY-MM-DD`. */
export function isIsoDate(date: string): boolean {
  return !Number.isNaN(dayNumber(date));
}

/** The ISO date of a day number (inverse of {@link dayNumber}). */
export function isoDate(day: number): string {
  // Howard Hinnant's civil-from-days: eras of 400 years that start on 1 March.
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}

/** The calendar periods that a schedule or a metric can group dates by. */
export type Period = "day" | "week" | "month" | "quarter";

/** A number that is the same for two valid ISO dates exactly when they lie in the same day, ISO week, month or quarter. */
export function periodKey(date: string, period: Period): number {
  switch (period) {
    case "day":
      return dayNumber(date);
    case "week":
      return Math.floor((dayNumber(date) + 3) / 7); // ISO weeks start on Monday; day 0 was a Thursday
    case "month":
      return monthNumber(date);
    case "quarter":
      return Math.floor(monthNumber(date) / 3);
  }
}

/** Months since the start of year 0; NaN where a digit is none. */
function monthNumber(date: string): number {
  const year = 100 * twoDigits(date, 0) + twoDigits(date, 2);
  const month = twoDigits(date, 5);
  return year < 0 || month < 0 ? Number.NaN : 12 * year + month - 1;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
