/// The date of an HTTP message, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7, IMF-fixdate). Pure.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Milliseconds since 1970; nil for anything else.
    static func milliseconds(_ text: String) -> Int64? {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0].hasSuffix(","), fields[5] == "GMT",
            let day = number(fields[1], 2), let month = months.firstIndex(of: String(fields[2])),
            let year = number(fields[3], 4)
        else { return nil }
        let time = fields[4].split(separator: ":", omittingEmptySubsequences: false).map { number($0, 2) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
            (1...31).contains(day), year >= 1970, hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = self.days(year: year, month: month + 1, day: day)
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text)
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
    private static func days(year: Int64, month: Int, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let inEra = year % 400
        let inYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
        return year / 400 * 146_097 + inEra * 365 + inEra / 4 - inEra / 100 + inYear - 719_468
    }
}
