/// Wall time as text, without a calendar of the system.
enum UTCTime {
    /// `2026-11-20T10:00:00.123Z` of milliseconds since 1970.
    /// - Precondition: the year has four digits, from 1970 on.
    static func text(milliseconds: Int64) -> String {
        precondition((0...253_402_300_799_999).contains(milliseconds), "the year has four digits, from 1970 on")
        let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000)
        // Days to a date by Howard Hinnant's civil_from_days (howardhinnant.github.io/date_algorithms.html).
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1_000 % 60, 2))"
        return "\(date)T\(time).\(padded(rest % 1_000, 3))Z"
    }

    /// `+02:00` of minutes.
    /// - Precondition: at most 14 hours either way.
    static func offset(minutes: Int) -> String {
        precondition((-840...840).contains(minutes), "time zones are at most 14 hours from UTC")
        let size = Int64(minutes.magnitude)
        return "\(minutes < 0 ? "-" : "+")\(padded(size / 60, 2)):\(padded(size % 60, 2))"
    }

    private static func padded(_ number: Int64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
