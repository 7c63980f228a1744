/// Wall time as text, without a calendar of the system.
package enum UTCTime {
    /// `2026-11-20T10:00:00.123Z` of milliseconds since 1970.
    /// - Precondition: the year has four digits, from 1970 on.
    package static func text(milliseconds: Int64) -> String {
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

    /// Milliseconds since 1970 of such a text; the fraction may have one to three digits or be left out. Nil for any
    /// other text.
    package static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        for (place, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")] {
            guard bytes[place] == mark.utf8.first else { return nil }
        }
        let parts = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].map { number(bytes[$0]) }
        let numbers = parts.compactMap { $0 }
        guard numbers.count == parts.count, numbers[0] >= 1970, (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60, numbers[5] < 60,
            let fraction = fraction(bytes[19..<(bytes.count - 1)])
        else { return nil }
        // A date to days by Howard Hinnant's days_from_civil (howardhinnant.github.io/date_algorithms.html).
        let year = numbers[1] <= 2 ? numbers[0] - 1 : numbers[0]
        let (era, yearOfEra) = (year / 400, year % 400)
        let monthFromMarch = (numbers[1] + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + numbers[2] - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let result = ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60_000 + numbers[5] * 1_000 + fraction
        // The 31st of February is no day.
        return self.text(milliseconds: result).hasPrefix(text.prefix(10)) ? result : nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func fraction(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let point = bytes.first else { return 0 }
        guard point == UInt8(ascii: "."), (2...4).contains(bytes.count), let value = number(bytes.dropFirst()) else {
            return nil
        }
        return [100, 10, 1][bytes.count - 2] * value
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
