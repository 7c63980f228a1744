/// A time as pages show it. Without a script it is UTC; the script shows the browser's own time.
struct PageTime: Sendable, Equatable {
    /// For the attribute `datetime` (RFC 3339), e.g. `2027-01-15T08:00:00Z`.
    let iso: String
    /// E.g. `15 Jan 2027, 08:00:00 UTC`.
    let full: String
    /// E.g. `15 Jan 08:00`.
    let text: String
    /// E.g. `3 min ago`.
    let age: String
    /// How long it has been so, e.g. `for 3 min`.
    let lasting: String

    /// - Parameters:
    ///   - milliseconds: since 1970.
    ///   - now: what the age is counted from.
    init(_ milliseconds: Int64, now: Moment) {
        let seconds = milliseconds.flooringDivision(1_000)
        let day = seconds.flooringDivision(86_400)
        let rest = seconds - day * 86_400
        let date = Self.date(day)
        let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        let clock = "\(Self.two(hour)):\(Self.two(minute))"
        iso = "\(Self.isoDay(date))T\(clock):\(Self.two(second))Z"
        full = "\(date.day) \(Self.month(date.month)) \(date.year), \(clock):\(Self.two(second)) UTC"
        text = "\(date.day) \(Self.month(date.month)) \(clock)"
        let elapsed = (now.milliseconds - milliseconds).flooringDivision(1_000)
        age = Self.age(elapsed)
        lasting = Self.lasting(elapsed)
    }

    /// A time that may not have been.
    init?(_ milliseconds: Int64?, now: Moment) {
        guard let milliseconds else { return nil }
        self.init(milliseconds, now: now)
    }

    /// `15 Jan` of a time.
    static func day(_ milliseconds: Int64) -> String {
        let date = date(milliseconds.flooringDivision(86_400_000))
        return "\(date.day) \(month(date.month))"
    }

    /// `08:00` of a time.
    static func clock(_ milliseconds: Int64) -> String {
        let minutes = (milliseconds - milliseconds.flooringDivision(86_400_000) * 86_400_000) / 60_000
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// `2027-01-15` of a time.
    static func isoDay(_ milliseconds: Int64) -> String { isoDay(date(milliseconds.flooringDivision(86_400_000))) }

    /// The first millisecond of a day written as `2027-01-15`; nil when it is no day.
    static func start(ofDay text: String) -> Int64? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        // Counted from March, so that the leap day is the last of its year.
        let marchYear = month <= 2 ? year - 1 : year
        let marchMonth = month <= 2 ? month + 9 : month - 3
        let days =
            marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + (marchMonth * 153 + 2) / 5 + day - 1
            - 719_468
        let start = days * 86_400_000
        return isoDay(start) == text ? start : nil
    }

    static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<0: "soon"
        case ..<10: "just now"
        case ..<60: "\(seconds) s ago"
        case ..<3_600: "\(seconds / 60) min ago"
        case ..<86_400: "\(seconds / 3_600) h ago"
        case ..<172_800: "1 day ago"
        default: "\(seconds / 86_400) days ago"
        }
    }

    static func lasting(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: "just now"
        case ..<3_600: "for \(seconds / 60) min"
        case ..<86_400: "for \(seconds / 3_600) h"
        case ..<172_800: "for 1 day"
        default: "for \(seconds / 86_400) days"
        }
    }

    /// The Gregorian date of a day since 1970-01-01, counted in years that begin in March.
    private static func date(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted.flooringDivision(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func isoDay(_ date: (year: Int64, month: Int64, day: Int64)) -> String {
        "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func month(_ number: Int64) -> String {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][Int(number) - 1]
    }
}

extension Int64 {
    /// The quotient rounded down, also below zero.
    fileprivate func flooringDivision(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
